import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Actor } from '../lib/actor.ts'
import { findUsers } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { presentPage, readBody, readPage, signedIn } from '../http/index.ts'
import type { Organization } from './model.ts'
import {
  createOrganization,
  getOrganization,
  listMembers,
  listOrganizations,
  updateOrganization,
} from './organizations.ts'
import { presentOrganization } from './wire.v1.ts'

const text = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))

const changes = {
  acronym: text(128),
  url: text(2000),
  business_number_id: text(14),
  extras: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
}
const NewOrganization = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 500 }),
  description: Type.String({ minLength: 1, maxLength: 100_000 }),
  ...changes,
})
const OrganizationChanges = Type.Object({ ...Type.Partial(NewOrganization).properties })

interface Deps {
  db: Db
  site: { baseUrl: string }
}
type ById = { Params: { organization: string } }

/** Organizations (udata-api.md §2.3). */
export const organizationRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const present = (organizations: Organization[], actor: Actor) => presentAll(db, organizations, actor, site.baseUrl)

    app.get('/organizations/', async (request) => {
      const page = readPage(request)
      const [organizations, total] = await listOrganizations(
        db,
        String((request.query as { q?: string }).q ?? ''),
        page,
      )
      return presentPage(request, site.baseUrl, page, total, await present(organizations, request.actor))
    })

    app.post('/organizations/', { onRequest: signedIn, schema: { body: NewOrganization } }, async (request, reply) => {
      const input = inputOf(readBody<Type.Static<typeof NewOrganization>>(request))
      const organization = await createOrganization(db, request.actor, {
        acronym: null,
        url: null,
        businessNumberId: null,
        extras: {},
        ...input,
      })
      const [body] = await present([organization], request.actor)
      return reply.code(201).send(body)
    })

    app.get<ById>('/organizations/:organization/', async (request) => {
      const [body] = await present(
        [await getOrganization(db, request.actor, request.params.organization)],
        request.actor,
      )
      return body
    })

    app.put<ById>(
      '/organizations/:organization/',
      { onRequest: signedIn, schema: { body: OrganizationChanges } },
      async (request) => {
        const organization = await getOrganization(db, request.actor, request.params.organization)
        const input = inputOf(readBody<Type.Static<typeof OrganizationChanges>>(request))
        const [body] = await present([await updateOrganization(db, request.actor, organization, input)], request.actor)
        return body
      },
    )
  }

/** Two queries whatever the number of organizations. */
const presentAll = async (db: Db, organizations: Organization[], actor: Actor, baseUrl: string) => {
  const members = await listMembers(
    db,
    organizations.map((organization) => organization.id),
  )
  const users = await findUsers(db, [...new Set([...members.values()].flat().map((member) => member.userId))])
  return organizations.map((organization) => {
    const known = (members.get(organization.id) ?? []).flatMap((member) => {
      const user = users.get(member.userId)
      return user ? [{ member, user }] : []
    })
    return presentOrganization(organization, known, actor, baseUrl)
  })
}

/** Present keys only: an absent one keeps its value. */
const inputOf = <T extends { business_number_id?: string | null }>({ business_number_id, ...rest }: T) => ({
  ...rest,
  ...(business_number_id === undefined ? {} : { businessNumberId: business_number_id }),
})
