/**
 * Requests of other sites' pages, by udata's rules (udata-api.md §1.8). Written here because they are its own: an answer
 * before routing whatever the path's existence, what is asked echoed, credentials for a few origins and `*` for the rest.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const OPEN_PATHS =
  /^\/(api|oauth|datasets\/r|files|images|get-csrf|login|logout|register|confirm|reset|change|change-email|tf-[a-z]+|verify)(\/|\?|$)/

/** `isTrusted`: origins that may send the visitor's session. */
export const allowOtherOrigins = (app: FastifyInstance, isTrusted: (origin: string) => boolean): void => {
  app.addHook('onRequest', async (request, reply) => {
    if (!OPEN_PATHS.test(request.url)) return
    describeOrigin(request, reply, isTrusted)
    if (isPreflight(request)) return reply.code(204).send()
  })
}

const describeOrigin = (request: FastifyRequest, reply: FastifyReply, isTrusted: (origin: string) => boolean): void => {
  const preflight = isPreflight(request)
  reply.header('Vary', preflight ? 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers' : 'Origin')
  const { origin } = request.headers
  if (origin === undefined) return
  const trusted = isTrusted(origin)
  reply.header('Access-Control-Allow-Origin', trusted ? origin : '*')
  if (trusted) reply.header('Access-Control-Allow-Credentials', 'true')
  if (!preflight) return
  reply.header('Access-Control-Allow-Methods', request.headers['access-control-request-method'] ?? '')
  const headers = request.headers['access-control-request-headers']
  if (headers) reply.header('Access-Control-Allow-Headers', headers)
}

const isPreflight = (request: FastifyRequest): boolean =>
  request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
