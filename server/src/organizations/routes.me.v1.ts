import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Actor } from '../lib/actor.ts'
import { getMyself, updateMyProfile } from '../accounts/index.ts'
import { presentMe } from '../accounts/wire.v1.ts'
import type { Db } from '../db/index.ts'
import { readBody, signedIn } from '../http/index.ts'
import { findOrganizations } from './organizations.ts'
import { presentOrganizationRef } from './wire.v1.ts'

const text = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))

const Profile = Type.Object({
  first_name: Type.Optional(Type.String()),
  last_name: Type.Optional(Type.String()),
  website: text(2000),
  about: text(100_000),
})

interface Deps {
  db: Db
  site: { baseUrl: string }
}

/** The caller's own account, which shows their organizations (udata-api.md §2.4.2). */
export const meRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    app.get('/me/', { onRequest: signedIn }, async (request) => presentSelf(db, request.actor, site.baseUrl))

    app.put('/me/', { onRequest: signedIn, schema: { body: Profile } }, async (request) => {
      const body = readBody<Type.Static<typeof Profile>>(request)
      await updateMyProfile(db, request.actor, {
        firstName: body.first_name,
        lastName: body.last_name,
        website: body.website,
        about: body.about,
      })
      return presentSelf(db, request.actor, site.baseUrl)
    })
  }

const presentSelf = async (db: Db, actor: Actor, baseUrl: string) => {
  const me = await getMyself(db, actor)
  const ids = actor.kind === 'user' ? actor.memberships.map((membership) => membership.organizationId) : []
  const organizations = await findOrganizations(db, ids)
  return presentMe(
    me,
    [...organizations.values()].map((organization) => presentOrganizationRef(organization, actor, baseUrl)),
    baseUrl,
  )
}
