import type { ConsentPageProps } from '@cimaise/web/props'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fullNameOf, getMyself } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { prefersPage } from '../http/index.ts'
import { Forbidden, Invalid } from '../lib/errors.ts'
import type { Language } from '../lib/text.ts'
import { acceptAuthorization, declineAuthorization, getAuthorization, mayAuthorize } from './authorize.ts'
import type { Authorization } from './model.ts'
import { AuthorizationQuery } from './wire.models.ts'
import { paramsOf } from './wire.params.ts'

export interface AuthorizeDeps {
  db: Db
  consentPage: (request: FastifyRequest, props: Omit<ConsentPageProps, 'portal'>) => Promise<string>
}

/** Where a person allows a program to act for them. What is asked is in the query; the form only says yes or no. */
export const authorizeRoutes = (deps: AuthorizeDeps) => async (app: FastifyInstance) => {
  const { db } = deps
  const schema = { querystring: AuthorizationQuery }

  app.get('/oauth/authorize', { schema }, async (request, reply) => {
    reply.header('Cache-Control', 'no-store')
    if (mustSignIn(request)) return reply.redirect(signInAddress(request))
    const asked = await getAuthorization(db, request.actor, paramsOf(request.query))
    if (asked.kind === 'refused') return reply.redirect(asked.redirectTo)
    const { authorization } = asked
    if (authorization.client.internal)
      return reply.redirect(await acceptAuthorization(db, request.actor, authorization))
    if (!prefersPage(request)) return presentAuthorization(authorization)
    return sendConsent(deps, request, reply, authorization)
  })

  app.post('/oauth/authorize', { schema, bodyLimit: 100_000 }, async (request, reply) => {
    reply.header('Cache-Control', 'no-store')
    refuseUnknownOrigin(request)
    if (mustSignIn(request)) return reply.redirect(signInAddress(request))
    const asked = await getAuthorization(db, request.actor, paramsOf(request.query))
    if (asked.kind === 'refused') return reply.redirect(asked.redirectTo)
    const { accept, decline } = paramsOf(request.body)
    const accepted = accept !== undefined && decline === undefined
    if (!accepted) return reply.redirect(declineAuthorization(asked.authorization))
    return reply.redirect(await acceptAuthorization(db, request.actor, asked.authorization))
  })

  app.get('/oauth/client_info', { schema, config: { errors: 'model' } }, async (request) => {
    const asked = await getAuthorization(db, request.actor, paramsOf(request.query))
    if (asked.kind === 'refused') throw new Invalid({ fr: asked.reason, en: asked.reason })
    return presentAuthorization(asked.authorization)
  })
}

const presentAuthorization = ({ client, scopes }: Authorization) => ({ client: { name: client.name }, scopes })

const mustSignIn = (request: FastifyRequest): boolean => !mayAuthorize(request.actor) && prefersPage(request)

/** The back-office signs in, then comes back to this very question. */
const signInAddress = (request: FastifyRequest): string => `/admin/connexion?next=${encodeURIComponent(request.url)}`

/**
 * The server refuses forms of other sites by what browsers say of them (http/server.ts). To lend one's powers takes
 * more: a request that says nothing of where it comes from is refused too. Every browser says it.
 */
const refuseUnknownOrigin = ({ headers }: FastifyRequest): void => {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return
  throw new Forbidden({
    fr: 'Cette demande ne dit pas de quel site elle vient. Répondez depuis la page de Cimaise.',
    en: 'This request does not say which site it comes from. Answer on the page of Cimaise.',
  })
}

const sendConsent = async (
  { db, consentPage }: AuthorizeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { client, redirectUri, scopes }: Authorization,
): Promise<FastifyReply> => {
  const { protocol, host } = new URL(redirectUri)
  const html = await consentPage(request, {
    lang: languageOf(request),
    client: { name: client.name, destination: host || protocol },
    scopes,
    person: fullNameOf(await getMyself(db, request.actor)),
    action: request.url,
  })
  // Browsers hold the whole way of a form to `form-action`, its redirection to the client included.
  const target = /^https?:$/.test(protocol) ? `${protocol}//${host}` : protocol
  const policy = `default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self' ${target}; frame-ancestors 'none'`
  reply.header('Content-Security-Policy', policy).header('X-Frame-Options', 'DENY')
  return reply.type('text/html; charset=utf-8').send(html)
}

/** What the address says, else the first of the browser's languages that we write. */
const languageOf = (request: FastifyRequest): Language => {
  const { lang } = request.query as { lang?: unknown }
  const wished = [String(lang ?? ''), ...(request.headers['accept-language'] ?? '').split(',')]
  const known = wished.map((tag) => tag.trim().slice(0, 2).toLowerCase()).find((tag) => tag === 'fr' || tag === 'en')
  return known === 'en' ? 'en' : 'fr'
}
