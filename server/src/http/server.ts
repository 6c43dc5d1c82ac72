import cookie from '@fastify/cookie'
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { randomUUID } from 'node:crypto'
import { ANONYMOUS, type Actor } from '../lib/actor.ts'
import {
  Forbidden,
  Invalid,
  MethodNotAllowed,
  Moved,
  NotFound,
  ReadOnly,
  Unauthorized,
  type AppError,
} from '../lib/errors.ts'
import { isSiteAdmin } from '../lib/actor.ts'
import { allowOtherOrigins } from './cors.ts'
import { asAppError, sendJsonError, shapeOf, statusOf, type ErrorShape } from './errors.ts'
import { narrowAnswers } from './mask.ts'
import { collectMethods } from './methods.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor
    /** Who signs in, or tries to: nobody is signed in yet. */
    claimed?: string
  }
  interface FastifyContextConfig {
    errors?: ErrorShape
    /** Makes something new: refused while the site is read-only (udata-api.md §1.2). */
    creates?: boolean
    /** The route tells by itself who calls it: cookies and keys have no part in it, and other sites may call it. */
    ownCredentials?: boolean
  }
}

export interface ServerOptions {
  logLevel: string
  /** Who asks. The answer may renew their session's cookie. */
  identify: (request: FastifyRequest, reply: FastifyReply) => Promise<Actor>
  /** The page for a person whose request failed. */
  errorPage: (request: FastifyRequest, status: number, error: AppError) => Promise<string>
  /** Origins whose pages may act with the visitor's session (`CORS_ORIGINS`). */
  isTrustedOrigin: (origin: string) => boolean
  readOnly: boolean
}

/** A server without routes: who asks, which shape failures have, and what every answer carries. */
export const createServer = async (options: ServerOptions): Promise<FastifyInstance> => {
  const app = fastify({
    logger: {
      level: options.logLevel,
      redact: ['req.headers.cookie', 'req.headers["x-api-key"]', 'req.headers.authorization'],
    },
    // One line a request is for whoever asks for it (LOG_LEVEL=debug); failures are always logged.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // A proxy on this machine may say who the visitor is; anybody else could lie about it.
    trustProxy: 'loopback',
    bodyLimit: 4 * 1024 * 1024,
    // A path that can't be decoded reaches no route and no hook.
    frameworkErrors: (_error, request, reply) => sendUnreadablePath(options, request, reply),
    // Clients of udata call many addresses without their final slash, writes included (clients.md §2.9); one parameter
    // may be a list of ids: a hundred zones and more.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 8_000 },
  })
  const methodsOf = collectMethods(app)
  await app.register(cookie)
  // Bodies are checked by `readBody`, after the rights; the schema on a route is what it is checked against.
  app.setValidatorCompiler(() => () => true)
  app.decorateRequest('actor')
  app.decorateRequest('claimed')
  acceptEmptyJson(app)
  // Nothing of ours is sent as plain text: a 415 says so better than a body that is no object.
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', async (request) => {
    request.actor = ANONYMOUS
  })
  allowOtherOrigins(app, options.isTrustedOrigin)
  app.addHook('onRequest', async (request, reply) => {
    secureHeaders(reply)
    if (request.routeOptions.config?.ownCredentials) return
    request.actor = await options.identify(request, reply)
    refuseForeignForms(request, options.isTrustedOrigin)
    if (options.readOnly) refuseCreations(request)
  })
  narrowAnswers(app)
  app.setErrorHandler((error, request, reply) => sendError(options, request, reply, error))
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsOf(request.url)
    return sendError(options, request, reply, allowed.length > 0 ? new MethodNotAllowed(allowed) : new NotFound())
  })
  logRequests(app)
  closeInBoundedTime(app)
  return app
}

/** The signed-in caller, or 401. */
export const signedIn = async (request: FastifyRequest): Promise<void> => {
  if (request.actor.kind === 'anonymous') throw new Unauthorized()
}

/** Before anything else of a route of the site's administrators: 401, then 403. */
export const siteAdminOnly = async (request: FastifyRequest): Promise<void> => {
  if (request.actor.kind === 'anonymous') throw new Unauthorized()
  if (!isSiteAdmin(request.actor)) throw new Forbidden()
}

const sendUnreadablePath = (options: ServerOptions, request: FastifyRequest, reply: FastifyReply): void => {
  request.actor = ANONYMOUS
  void sendError(options, request, reply, new Invalid(UNREADABLE_PATH))
}

const UNREADABLE_PATH = { fr: 'Cette adresse ne peut pas être lue.', en: 'This address cannot be read.' }

const refuseCreations = (request: FastifyRequest): void => {
  const { actor } = request
  if (request.routeOptions.config?.creates && actor.kind === 'user' && !actor.siteAdmin) throw new ReadOnly()
}

const sendError = async (options: ServerOptions, request: FastifyRequest, reply: FastifyReply, cause: unknown) => {
  const error = asAppError(cause)
  if (error instanceof Moved) return reply.redirect(movedUrl(request, error), 308)
  const status = statusOf(error)
  if (status >= 500) logFailure(request.log, error, cause)
  if (!wantsPage(request, status)) return sendJsonError(request, reply, error)
  const html = await options.errorPage(request, status, error)
  return reply.code(status).type('text/html; charset=utf-8').header('Cache-Control', 'no-store').send(html)
}

/** The same path with the new name; the query string is dropped, as in udata. */
const movedUrl = (request: FastifyRequest, { from, to }: Moved): string => {
  const path = request.url.split('?', 1)[0] ?? ''
  // The first only: a resource may be called like its dataset.
  let replaced = false
  return path
    .split('/')
    .map((segment) => {
      if (replaced || decodeURIComponent(segment) !== from) return segment
      replaced = true
      return to
    })
    .join('/')
}

/** People get a page; so does a browser that follows a dead permalink of the API (udata-api.md §1.6). */
const wantsPage = (request: FastifyRequest, status: number): boolean => {
  if (shapeOf(request) === 'page') return prefersPage(request) || request.headers.accept === undefined
  return prefersPage(request) && (status === 404 || status === 410)
}

/** A browser that goes somewhere, as opposed to a program that asks. */
export const prefersPage = (request: FastifyRequest): boolean =>
  /^\s*(text\/html|application\/xhtml\+xml)/.test(request.headers.accept ?? '')

const logFailure = (log: FastifyBaseLogger, error: AppError, cause: unknown): void =>
  log.error({ code: error.code, err: error.cause ?? cause }, 'request failed')

const secureHeaders = (reply: FastifyReply): void => {
  reply.header('X-Content-Type-Options', 'nosniff')
  reply.header('Referrer-Policy', 'strict-origin-when-cross-origin')
  reply.header('X-Frame-Options', 'SAMEORIGIN')
}

/**
 * A write that rides on a session cookie must come from our own pages: browsers say where a request comes from
 * (`Sec-Fetch-Site`, `Origin`), so no token is needed beside the cookie's SameSite=Lax. Keys are not concerned.
 */
const refuseForeignForms = (request: FastifyRequest, isTrusted: (origin: string) => boolean): void => {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || request.headers['x-api-key'] !== undefined) return
  if (request.headers.cookie === undefined) return
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  if (origin !== undefined && isTrusted(origin)) return
  // A sibling host is « same-site » to a cookie, and still not ours.
  const elsewhere = origin !== undefined && !sameHost(origin, request.headers.host)
  const foreign = site === 'cross-site' || (site !== 'same-origin' && elsewhere)
  if (foreign)
    throw new Forbidden({ fr: 'Cette requête vient d’un autre site.', en: 'This request comes from another site.' })
}

const sameHost = (origin: string, host: string | undefined): boolean =>
  URL.canParse(origin) && new URL(origin).host === host

/** Clients that say « JSON » on every call send none with a DELETE: Fastify alone would refuse it. */
const acceptEmptyJson = (app: FastifyInstance): void => {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, undefined) : parse(request, body.toString(), done),
  )
}

const logRequests = (app: FastifyInstance): void => {
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      url: loggableUrl(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    request.log.debug(line, 'request')
  })
}

/** An address that is a secret by itself is logged without it: with the name of its parameter. */
const loggableUrl = ({ url, params, routeOptions }: FastifyRequest): string =>
  typeof params === 'object' && params !== null && 'secret' in params ? (routeOptions.url ?? '') : url

const CLOSING_GRACE_MS = 5_000

/**
 * Fastify closes idle connections once: one that falls idle just after would keep the server open for a minute. So
 * they are closed as they come, and whoever is still busy after five seconds is cut off.
 */
const closeInBoundedTime = (app: FastifyInstance): void => {
  app.addHook('preClose', async () => {
    const started = Date.now()
    const timer = setInterval(() => {
      if (Date.now() - started > CLOSING_GRACE_MS) app.server.closeAllConnections()
      else app.server.closeIdleConnections()
    }, 50)
    app.server.once('close', () => clearInterval(timer))
  })
}
