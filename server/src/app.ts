/** The composition root: dependencies are made once here, and the surfaces mounted. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findKeyUser, findSessionUser, sessionSecretOf, setSessionCookie, type User } from './accounts/index.ts'
import { createRecorder, recordRequests } from './audit/index.ts'
import { followedIds, mailFrom } from './community/index.ts'
import type { Db } from './db/index.ts'
import { listen } from './events/index.ts'
import { createServer } from './http/index.ts'
import { ANONYMOUS, limitedTo, type Actor, type UserActor } from './lib/actor.ts'
import { shareWork } from './links/index.ts'
import { findBearerUser } from './oauth/index.ts'
import { collectRoutes } from './openapi/index.ts'
import { listMemberships } from './organizations/index.ts'
import { errorPage } from './portals/routes.ts'
import { REACTIONS, SUBJECTS } from './reactions.ts'
import { registerFollowed, registerSubjects } from './subjects/index.ts'
import { api1 } from './surfaces/api1.ts'
import { api2 } from './surfaces/api2.ts'
import type { AppDeps } from './surfaces/deps.ts'
import { documents } from './surfaces/documents.ts'
import { operations } from './surfaces/operations.ts'
import { site } from './surfaces/site.ts'
import { createUsageCounter } from './usage/index.ts'

/** Every route of the product on one server, not listening yet. */
export const createApp = async (given: Omit<AppDeps, 'usage'>, logLevel: string): Promise<FastifyInstance> => {
  const deps: AppDeps = { ...given, usage: createUsageCounter(given.db) }
  registerSubjects(SUBJECTS)
  registerFollowed(followedIds)
  listen(REACTIONS)
  mailFrom(deps)
  shareWork({ check: deps.checkLinks && !deps.crawler, tell: deps.crawler !== null })
  const app = await createServer({
    logLevel,
    identify: identifyWith(deps),
    errorPage: errorPage(deps),
    isTrustedOrigin: (origin) => deps.corsOrigins.includes(origin) || origin === new URL(deps.site.baseUrl).origin,
    readOnly: deps.readOnly,
  })
  const recorder = createRecorder(deps.db, (message) => app.log.error(message))
  recordRequests(app, recorder)
  // After the last answer, before the database goes.
  app.addHook('onClose', () => deps.usage.close())
  const routes = collectRoutes(app)
  await app.register(operations(deps))
  await app.register(api1({ ...deps, recorder }), { prefix: '/api/1' })
  await app.register(api2(deps), { prefix: '/api/2' })
  await app.register(site(deps))
  await app.register(documents(deps, routes))
  return app
}

/** Who asks: the session first, then the key, then the token of a program, as in udata (udata-api.md §1.2). */
const identifyWith =
  ({ db, secure }: AppDeps) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<Actor> => {
    // Built files and pictures are everybody's: who asks would cost queries for nothing.
    if (/^\/(assets|images)\//.test(request.url)) return ANONYMOUS
    const secret = sessionSecretOf(request)
    const session = secret ? await findSessionUser(db, secret, { extend: isPrivate(request.url) }) : undefined
    if (secret && session?.extended) setSessionCookie(reply, { secret, remembered: true }, secure)
    if (session) return actorOf(db, session.user, session.sessionIdHash)
    const key = request.headers['x-api-key']
    if (typeof key === 'string') {
      const reading = ['GET', 'HEAD', 'OPTIONS'].includes(request.method)
      const { user, organizationId } = await findKeyUser(db, key, request.headers['user-agent'] ?? '', { reading })
      const actor = await actorOf(db, user, null)
      return organizationId ? limitedTo(actor, organizationId) : actor
    }
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const bearer = token ? await findBearerUser(db, token) : undefined
    return bearer ? { ...(await actorOf(db, bearer, null)), throughClient: true } : ANONYMOUS
  }

/** An answer that a proxy may keep for everybody must never carry a cookie; that of a permalink is one. */
const isPrivate = (url: string): boolean => url.startsWith('/api/') && !url.startsWith('/api/1/datasets/r/')

const actorOf = async (db: Db, user: User, sessionIdHash: string | null): Promise<UserActor> => ({
  kind: 'user',
  userId: user.id,
  siteAdmin: user.siteAdmin,
  memberships: await listMemberships(db, user.id),
  sessionIdHash,
})
