import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import {
  languageOf,
  Param,
  presentPage,
  readBody,
  readPage,
  readQuery,
  signedIn,
  siteAdminOnly,
} from '../http/index.ts'
import {
  addOrganizationBadge,
  createOrganization,
  deleteOrganization,
  getAdministeredOrganization,
  getOrganization,
  listOrganizations,
  removeOrganizationBadge,
  suggestOrganizations,
  updateOrganization,
} from './organizations.ts'
import { organizationPresenter, type Deps } from './routes.presenter.ts'
import { BadgeBody, NewOrganization, OrganizationChanges, organizationChangesOf } from './wire.input.ts'
import { OrganizationListQuery } from './wire.query.ts'
import { presentBadgeKinds, presentRoles, presentSuggestion } from './wire.v1.ts'

type ById = { Params: { organization: string } }

const Suggest = Type.Object({ q: Param.required(), size: Param.count({ default: 10, maximum: 1_000 }) })

/** Organizations, in udata's v1 (udata-api.md §2.3). Members are in routes.members.v1.ts. */
export const organizationRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const present = organizationPresenter({ db, site })
    const find = (request: FastifyRequest<ById>) => getOrganization(db, request.actor, request.params.organization)

    app.get('/organizations/', { schema: { querystring: OrganizationListQuery } }, async (request) => {
      const { q, name, badge, business_number_id: businessNumberId, sort } = readQuery(request, OrganizationListQuery)
      const page = readPage(request)
      const [organizations, total] = await listOrganizations(db, { q, name, badge, businessNumberId }, page, sort)
      return presentPage(request, site.baseUrl, page, total, await present(request, organizations))
    })

    app.post(
      '/organizations/',
      { onRequest: signedIn, schema: { body: NewOrganization }, config: { creates: true } },
      async (request, reply) => {
        const input = readBody<Type.Static<typeof NewOrganization>>(request)
        const organization = await createOrganization(db, request.actor, {
          ...EMPTY,
          ...organizationChangesOf(input),
          name: input.name,
          description: input.description,
        })
        // Its creator is a member from now on; who asked was read before.
        if (request.actor.kind === 'user')
          request.actor.memberships.push({ organizationId: organization.id, role: 'admin', assigned: [] })
        const [body] = await present(request, [organization], true)
        return reply.code(201).send(body)
      },
    )

    app.get('/organizations/roles/', async (request) => presentRoles(languageOf(request)))

    app.get('/organizations/badges/', { config: { unmasked: true } }, async (request) =>
      presentBadgeKinds(languageOf(request)),
    )

    app.get('/organizations/suggest/', { schema: { querystring: Suggest } }, async (request) => {
      const { q, size = 10 } = readQuery(request, Suggest)
      return (await suggestOrganizations(db, q, size)).map((found) => presentSuggestion(found, site.baseUrl))
    })

    app.get<ById>('/organizations/:organization/', async (request) => {
      const [body] = await present(request, [await find(request)], true)
      return body
    })

    app.put<ById>(
      '/organizations/:organization/',
      { onRequest: signedIn, schema: { body: OrganizationChanges } },
      async (request) => {
        const { id } = await getAdministeredOrganization(db, request.actor, request.params.organization)
        const changes = organizationChangesOf(readBody<Type.Static<typeof OrganizationChanges>>(request))
        const [body] = await present(request, [await updateOrganization(db, request.actor, id, changes)], true)
        return body
      },
    )

    app.delete<ById>('/organizations/:organization/', { onRequest: signedIn }, async (request, reply) => {
      const { id } = await getAdministeredOrganization(db, request.actor, request.params.organization)
      await deleteOrganization(db, request.actor, id)
      return reply.code(204).send()
    })

    app.post<ById>(
      '/organizations/:organization/badges/',
      { onRequest: siteAdminOnly, schema: { body: BadgeBody } },
      async (request, reply) => {
        const { id } = await find(request)
        const { kind } = readBody<BadgeBody>(request)
        const added = await addOrganizationBadge(db, request.actor, id, kind)
        return reply.code(added ? 201 : 200).send({ kind })
      },
    )

    app.delete<{ Params: { organization: string; kind: string } }>(
      '/organizations/:organization/badges/:kind/',
      { onRequest: siteAdminOnly },
      async (request, reply) => {
        const { id } = await getOrganization(db, request.actor, request.params.organization)
        await removeOrganizationBadge(db, request.actor, id, request.params.kind)
        return reply.code(204).send()
      },
    )
  }

const EMPTY = { acronym: null, url: null, businessNumberId: null, extras: {} }
