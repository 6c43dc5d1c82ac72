/** The composition root: dependencies are made once here, and the surfaces mounted. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findKeyUser, findSessionUser, type User } from './accounts/index.ts'
import { sessionSecretOf } from './accounts/routes.session.ts'
import type { Db } from './db/index.ts'
import { listen } from './events/index.ts'
import { createServer } from './http/index.ts'
import { ANONYMOUS, type Actor } from './lib/actor.ts'
import { findBearerUser } from './oauth/index.ts'
import { listMemberships } from './organizations/index.ts'
import { errorPage } from './portals/routes.ts'
import { REACTIONS, SUBJECTS } from './reactions.ts'
import { registerSubjects } from './subjects/index.ts'
import { api1 } from './surfaces/api1.ts'
import { api2 } from './surfaces/api2.ts'
import type { AppDeps } from './surfaces/deps.ts'
import { operations } from './surfaces/operations.ts'
import { site } from './surfaces/site.ts'

/** Every route of the product on one server, not listening yet. */
export const createApp = async (deps: AppDeps, logLevel: string): Promise<FastifyInstance> => {
  registerSubjects(SUBJECTS)
  listen(REACTIONS)
  const app = await createServer({
    logLevel,
    identify: identifyWith(deps.db),
    errorPage: errorPage(deps),
    isTrustedOrigin: (origin) => deps.corsOrigins.includes(origin) || origin === new URL(deps.site.baseUrl).origin,
    readOnly: deps.readOnly,
  })
  await app.register(operations(deps))
  await app.register(api1(deps), { prefix: '/api/1' })
  await app.register(api2(deps), { prefix: '/api/2' })
  await app.register(site(deps))
  return app
}

/** Who asks: the session first, then the key, then the token of a program, as in udata (udata-api.md §1.2). */
const identifyWith =
  (db: Db) =>
  async (request: FastifyRequest): Promise<Actor> => {
    // Built files and pictures are everybody's: who asks would cost queries for nothing.
    if (/^\/(assets|images)\//.test(request.url)) return ANONYMOUS
    const secret = sessionSecretOf(request)
    const session = secret ? await findSessionUser(db, secret) : undefined
    if (session) return actorOf(db, session.user, session.sessionIdHash)
    const key = request.headers['x-api-key']
    if (typeof key === 'string')
      return actorOf(db, await findKeyUser(db, key, request.headers['user-agent'] ?? ''), null)
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const bearer = token ? await findBearerUser(db, token) : undefined
    return bearer ? { ...(await actorOf(db, bearer, null)), throughClient: true } : ANONYMOUS
  }

const actorOf = async (db: Db, user: User, sessionIdHash: string | null): Promise<Actor & { kind: 'user' }> => ({
  kind: 'user',
  userId: user.id,
  siteAdmin: user.siteAdmin,
  memberships: await listMemberships(db, user.id),
  sessionIdHash,
})
