import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { findUsers, getUserByPath } from '../accounts/index.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import { languageOf, PAGING, Param, presentPage, readBody, readPage, readQuery, signedIn } from '../http/index.ts'
import { findOrganizations, getOrganization } from '../organizations/index.ts'
import { presentOrganizationRef } from '../organizations/wire.v1.ts'
import { CONTACT_ROLES } from './contact-roles.ts'
import {
  deleteContactPoint,
  getContactPoint,
  getOrCreateContactPoint,
  listContactPoints,
  suggestContactPoints,
  updateContactPoint,
  type ContactPointInput,
} from './contact-points.ts'
import type { ContactPoint } from './model.ts'
import type { Deps } from './routes.presenter.ts'
import { presentContactPoint, presentContactPointWords } from './wire.contact-points.v1.ts'
import { idOf, nullable } from './wire.resource-input.ts'

type ById = { Params: { contact: string } }
type ByOrganization = { Params: { organization: string } }

const reference = nullable(Type.Union([Type.String(), Type.Object({ id: Type.String() })]))
const name = Type.String({ minLength: 1, maxLength: 255 })
const role = Type.Unsafe<string>({ type: 'string', enum: CONTACT_ROLES.map(({ id }) => id) })
const Changes = Type.Object({
  name: Type.Optional(name),
  email: nullable(Type.String({ maxLength: 255 })),
  contact_form: nullable(Type.String({ maxLength: 2_000 })),
  role: Type.Optional(role),
  organization: reference,
  owner: reference,
})
const NewContact = Type.Object({ ...Changes.properties, name, role })
const Suggest = Type.Object({ q: Param.required(), size: Param.count({ default: 10, maximum: 1_000 }) })
const List = Type.Object(PAGING)

/** Who can be written to about data (udata-api.md §2.5). */
export const contactPointRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const write = { onRequest: signedIn }

    const present = async (request: FastifyRequest, contact: ContactPoint) => {
      const { organizationId, ownerId } = contact
      const organization = (await findOrganizations(db, organizationId ? [organizationId] : [])).get(
        organizationId ?? '',
      )
      const owner = (await findUsers(db, ownerId ? [ownerId] : [])).get(ownerId ?? '')
      return presentContactPoint(contact, {
        organization: organization ? presentOrganizationRef(organization, request.actor, site.baseUrl) : null,
        owner: owner ? presentUserRef(owner, site.baseUrl) : null,
      })
    }

    app.get('/contacts/roles/', async (request) =>
      CONTACT_ROLES.map(({ id, label }) => ({ id, label: label[languageOf(request)] })),
    )

    app.post(
      '/contacts/',
      { ...write, schema: { body: NewContact }, config: { creates: true } },
      async (request, reply) => {
        const input = inputOf(readBody<Type.Static<typeof Changes>>(request))
        const { contact, isNew } = await getOrCreateContactPoint(db, request.actor, input)
        return reply.code(isNew ? 201 : 200).send(await present(request, contact))
      },
    )

    app.get<ById>('/contacts/:contact/', async (request) =>
      present(request, await getContactPoint(db, request.params.contact)),
    )

    app.put<ById>('/contacts/:contact/', { ...write, schema: { body: Changes } }, async (request) => {
      await getContactPoint(db, request.params.contact)
      const input = inputOf(readBody<Type.Static<typeof Changes>>(request))
      return present(request, await updateContactPoint(db, request.actor, request.params.contact, input))
    })

    app.delete<ById>('/contacts/:contact/', write, async (request, reply) => {
      await deleteContactPoint(db, request.actor, request.params.contact)
      return reply.code(204).send()
    })

    app.get<ByOrganization>(
      '/organizations/:organization/contacts/',
      { schema: { querystring: List } },
      async (request) => {
        const page = readPage(request)
        const { id } = await getOrganization(db, request.actor, request.params.organization)
        const [contacts, total] = await listContactPoints(db, { organizationId: id }, page)
        return presentPage(request, site.baseUrl, page, total, contacts.map(presentContactPointWords))
      },
    )

    app.get<ByOrganization>(
      '/organizations/:organization/contacts/suggest/',
      { schema: { querystring: Suggest } },
      async (request) => {
        const { q, size = 10 } = readQuery(request, Suggest)
        const { id } = await getOrganization(db, request.actor, request.params.organization)
        return (await suggestContactPoints(db, id, q, size)).map(presentContactPointWords)
      },
    )

    app.get<{ Params: { user: string } }>(
      '/users/:user/contacts/',
      { schema: { querystring: List } },
      async (request) => {
        const page = readPage(request)
        const { id } = await getUserByPath(db, request.params.user)
        const [contacts, total] = await listContactPoints(db, { ownerId: id }, page)
        return presentPage(request, site.baseUrl, page, total, contacts.map(presentContactPointWords))
      },
    )
  }

/** Present keys only. */
const inputOf = (body: Type.Static<typeof Changes>): ContactPointInput => ({
  ...(body.name === undefined ? {} : { name: body.name.trim() }),
  ...(body.email === undefined ? {} : { email: body.email || null }),
  ...(body.contact_form === undefined ? {} : { contactForm: body.contact_form || null }),
  ...(body.role === undefined ? {} : { role: body.role }),
  ...(body.organization === undefined ? {} : { organizationId: idOf(body.organization) }),
  ...(body.owner === undefined ? {} : { ownerId: idOf(body.owner) }),
})
