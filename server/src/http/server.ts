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
import { Forbidden, Moved, NotFound, Unauthorized, type AppError } from '../lib/errors.ts'
import { asAppError, sendJsonError, shapeOf, statusOf, type ErrorShape } from './errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor
  }
  interface FastifyContextConfig {
    errors?: ErrorShape
  }
}

export interface ServerOptions {
  logLevel: string
  /** Who asks. The answer may renew their session's cookie. */
  identify: (request: FastifyRequest, reply: FastifyReply) => Promise<Actor>
  /** The page for a person whose request failed. */
  errorPage: (request: FastifyRequest, status: number, error: AppError) => Promise<string>
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
    // Clients of udata call many addresses without their final slash, writes included (clients.md §2.9).
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
  })
  await app.register(cookie)
  // Bodies are checked by `readBody`, after the rights; the schema on a route is what it is checked against.
  app.setValidatorCompiler(() => () => true)
  app.decorateRequest('actor')
  acceptEmptyJson(app)
  app.addHook('onRequest', async (request, reply) => {
    request.actor = ANONYMOUS
    secureHeaders(reply)
    request.actor = await options.identify(request, reply)
    refuseForeignForms(request)
  })
  app.setErrorHandler((error, request, reply) => sendError(options, request, reply, error))
  app.setNotFoundHandler((request, reply) => sendError(options, request, reply, new NotFound()))
  logRequests(app)
  closeInBoundedTime(app)
  return app
}

/** The signed-in caller, or 401. */
export const signedIn = async (request: FastifyRequest): Promise<void> => {
  if (request.actor.kind === 'anonymous') throw new Unauthorized()
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
  return path
    .split('/')
    .map((segment) => (decodeURIComponent(segment) === from ? to : segment))
    .join('/')
}

/** People get a page; so does a browser that follows a dead permalink of the API (udata-api.md §1.6). */
const wantsPage = (request: FastifyRequest, status: number): boolean => {
  const prefersHtml = /^\s*(text\/html|application\/xhtml\+xml)/.test(request.headers.accept ?? '')
  if (shapeOf(request) === 'page') return prefersHtml || request.headers.accept === undefined
  return prefersHtml && (status === 404 || status === 410)
}

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
const refuseForeignForms = (request: FastifyRequest): void => {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || request.headers['x-api-key'] !== undefined) return
  if (request.headers.cookie === undefined) return
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
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
      url: request.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    request.log.debug(line, 'request')
  })
}

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
