import type { FastifyInstance, FastifyRequest } from 'fastify'
import type Type from 'typebox'
import {
  createManagedUser,
  demandPasswordRotation,
  demandSiteAdmin,
  getManagedUser,
  getVisibleUser,
  listUsers,
  suggestUsers,
  updateManagedUser,
  visitorOf,
  type User,
} from '../accounts/index.ts'
import {
  NewUserBody,
  profileOf,
  readSuggestion,
  readUserQuery,
  ROLES,
  rolesOf,
  UserChanges,
} from '../accounts/wire.users-input.ts'
import { presentUser, presentUserSuggestion } from '../accounts/wire.v1.ts'
import { presentPage, readBody, readPage, signedIn } from '../http/index.ts'
import { isSiteAdmin, type Actor } from '../lib/actor.ts'
import { deleteUser, type DeletionDeps } from './delete-user.ts'
import { findOrganizations } from './organizations.ts'
import { selectOrganizationIdsOf } from './store.user-memberships.ts'
import { presentOrganizationRef } from './wire.v1.ts'

type ById = { Params: { user: string } }

/** People, for others and for site administrators (udata-api.md §2.4.3). */
export const userRoutes = (deps: DeletionDeps) => async (app: FastifyInstance) => {
  const { db, site } = deps
  const postOf = (request: FastifyRequest) => ({ baseUrl: site.baseUrl, lang: visitorOf(request).lang })

  app.get('/users/', { onRequest: signedIn }, async (request) => {
    demandSiteAdmin(request.actor)
    const page = readPage(request)
    const [users, total] = await listUsers(db, request.actor, readUserQuery(request), page)
    return presentPage(request, site.baseUrl, page, total, await presentUsers(deps, users, request.actor))
  })

  app.post('/users/', { onRequest: signedIn, schema: { body: NewUserBody } }, async (request, reply) => {
    demandSiteAdmin(request.actor)
    const body = readBody<Type.Static<typeof NewUserBody>>(request)
    const newUser = {
      email: body.email,
      password: body.password ?? undefined,
      firstName: body.first_name,
      lastName: body.last_name,
      website: body.website,
      about: body.about,
      active: body.active ?? true,
      ...rolesOf(body.roles),
    }
    const user = await createManagedUser(db, request.actor, newUser, postOf(request))
    return reply.code(201).send(await presentOne(deps, user, request.actor))
  })

  app.get('/users/roles/', async () => ROLES.map((name) => ({ name })))

  app.get('/users/suggest/', async (request) => {
    const { q, size } = readSuggestion(request)
    return (await suggestUsers(db, q, size)).map(presentUserSuggestion)
  })

  app.get<ById>('/users/:user/', async (request) =>
    presentOne(deps, await getVisibleUser(db, request.actor, request.params.user), request.actor),
  )

  app.put<ById>('/users/:user/', { onRequest: signedIn, schema: { body: UserChanges } }, async (request) => {
    await getManagedUser(db, request.actor, request.params.user)
    const body = readBody<Type.Static<typeof UserChanges>>(request)
    const changes = { ...profileOf(body), email: body.email, active: body.active, ...rolesOf(body.roles) }
    const user = await updateManagedUser(db, request.actor, request.params.user, changes, postOf(request))
    return presentOne(deps, user, request.actor)
  })

  app.delete<ById>('/users/:user/', { onRequest: signedIn }, async (request, reply) => {
    // Any text says yes, as in udata (udata-api.md §1.5).
    const query = request.query as Record<string, unknown>
    const options = {
      silent: Boolean(query.no_mail),
      legalNotice: Boolean(query.send_legal_notice),
      deleteComments: Boolean(query.delete_comments),
    }
    await deleteUser(deps, request.actor, request.params.user, options, visitorOf(request))
    return reply.code(204).send()
  })

  app.post<ById>('/users/:user/rotate_password/', { onRequest: signedIn }, async (request, reply) => {
    await demandPasswordRotation(db, request.actor, request.params.user)
    return reply.code(204).send()
  })
}

const presentOne = async (deps: DeletionDeps, user: User, actor: Actor) => (await presentUsers(deps, [user], actor))[0]

/** Two queries whatever the number of people. */
const presentUsers = async ({ db, site }: DeletionDeps, users: User[], actor: Actor) => {
  const ids = await selectOrganizationIdsOf(
    db,
    users.map((user) => user.id),
  )
  const organizations = await findOrganizations(db, [...ids.values()].flat())
  return users.map((user) => {
    const theirs = (ids.get(user.id) ?? []).flatMap((id) => organizations.get(id) ?? [])
    const refs = theirs
      .filter((organization) => !organization.deletedAt)
      .map((organization) => presentOrganizationRef(organization, actor, site.baseUrl))
    return presentUser(user, refs, isSiteAdmin(actor) ? 'admin' : 'public', site.baseUrl)
  })
}
