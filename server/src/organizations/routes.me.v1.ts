import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { clearSessionCookie, getMyself, updateMyProfile, visitorOf, type User } from '../accounts/index.ts'
import { presentUser } from '../accounts/wire.v1.ts'
import { readBody, signedIn } from '../http/index.ts'
import { isOneself, roleIn, type Actor } from '../lib/actor.ts'
import { deleteMyself, type DeletionDeps } from './delete-user.ts'
import { findOrganizations } from './organizations.ts'
import { presentOrganizationRef } from './wire.v1.ts'

const text = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))

const Profile = Type.Object({
  first_name: Type.Optional(Type.String()),
  last_name: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  website: text(2000),
  about: text(100_000),
  lang: Type.Optional(Type.Union([Type.Literal('fr'), Type.Literal('en'), Type.Null()])),
})

/** The caller's own account (udata-api.md §2.4.2); here, because it shows their organizations. */
export const meRoutes = (deps: DeletionDeps) => async (app: FastifyInstance) => {
  const { db, site } = deps

  const present = async (me: User, actor: Actor) => {
    const ids = actor.kind === 'user' ? actor.memberships.map((membership) => membership.organizationId) : []
    const organizations = await findOrganizations(db, ids)
    const refs = [...organizations.values()]
      .filter(({ deletedAt }) => !deletedAt)
      .map((one) => ({ ...presentOrganizationRef(one, actor, site.baseUrl), role: roleIn(actor, one.id) }))
    // A key of one organization has nothing of the person's other rights.
    return presentUser({ ...me, siteAdmin: me.siteAdmin && isOneself(actor, me.id) }, refs, 'self', site.baseUrl)
  }

  app.get('/me/', { onRequest: signedIn }, async (request) =>
    present(await getMyself(db, request.actor), request.actor),
  )

  app.put('/me/', { onRequest: signedIn, schema: { body: Profile } }, async (request) => {
    const body = readBody<Type.Static<typeof Profile>>(request)
    const changes = {
      firstName: body.first_name,
      lastName: body.last_name,
      email: body.email,
      website: body.website,
      about: body.about,
      lang: body.lang,
    }
    return present(await updateMyProfile(deps, request.actor, changes, visitorOf(request)), request.actor)
  })

  app.delete('/me/', { onRequest: signedIn }, async (request, reply) => {
    await deleteMyself(deps, request.actor, visitorOf(request))
    clearSessionCookie(reply)
    return reply.code(204).send()
  })
}
