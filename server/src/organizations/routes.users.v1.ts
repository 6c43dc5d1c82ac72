import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
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
  UserListQuery,
  UserSuggestionQuery,
} from '../accounts/wire.users-input.ts'
import { presentUser, presentUserSuggestion } from '../accounts/wire.v1.ts'
import { Param, presentPage, readBody, readPage, readQuery, signedIn } from '../http/index.ts'
import { isSiteAdmin, type Actor } from '../lib/actor.ts'
import { deleteUser, type DeletionDeps } from './delete-user.ts'
import { findOrganizations } from './organizations.ts'
import { selectOrganizationIdsOf } from './store.user-memberships.ts'
import { presentOrganizationRef } from './wire.v1.ts'

type ById = { Params: { user: string } }

// Any text says yes, as in udata (udata-api.md §1.5).
const Deletion = Type.Object({
  no_mail: Param.text('any text: the person is not told'),
  send_legal_notice: Param.text('any text: the person is told why'),
  delete_comments: Param.text('any text: what they said goes too'),
})

/** People, for others and for site administrators (udata-api.md §2.4.3). */
export const userRoutes = (deps: DeletionDeps) => async (app: FastifyInstance) => {
  const { db, site } = deps
  const postOf = (request: FastifyRequest) => ({ baseUrl: site.baseUrl, lang: visitorOf(request).lang })

  app.get('/users/', { onRequest: signedIn, schema: { querystring: UserListQuery } }, async (request) => {
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

  app.get('/users/suggest/', { schema: { querystring: UserSuggestionQuery } }, async (request) => {
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

  app.delete<ById>(
    '/users/:user/',
    { onRequest: signedIn, schema: { querystring: Deletion } },
    async (request, reply) => {
      const query = readQuery(request, Deletion)
      const options = {
        silent: Boolean(query.no_mail),
        legalNotice: Boolean(query.send_legal_notice),
        deleteComments: Boolean(query.delete_comments),
      }
      await deleteUser(deps, request.actor, request.params.user, options, visitorOf(request))
      return reply.code(204).send()
    },
  )

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
