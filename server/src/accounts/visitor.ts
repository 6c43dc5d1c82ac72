import type { FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from '../http/index.ts'
import type { Visitor } from './model.ts'
import { SESSION_SECONDS, type Opened } from './sessions.ts'

const COOKIE = 'cimaise_session'

/** Whoever sent a request, signed in or not. */
export const visitorOf = (request: FastifyRequest): Visitor => ({
  address: request.ip,
  userAgent: request.headers['user-agent'] ?? null,
  sessionIdHash: request.actor.kind === 'user' ? request.actor.sessionIdHash : null,
  lang: languageOf(request),
})

/** The session's secret that a browser sent, if any. */
export const sessionSecretOf = (request: FastifyRequest): string | undefined => request.cookies[COOKIE]

/** Hands a session to the browser, to keep two weeks or until it is closed. */
export const setSessionCookie = (
  reply: FastifyReply,
  { secret, remembered }: Pick<Opened, 'secret' | 'remembered'>,
  secure: boolean,
): void => {
  const lasting = remembered ? { maxAge: SESSION_SECONDS } : {}
  reply.setCookie(COOKIE, secret, { path: '/', httpOnly: true, sameSite: 'lax', secure, ...lasting })
}

/** The browser forgets its session. */
export const clearSessionCookie = (reply: FastifyReply): void => void reply.clearCookie(COOKIE, { path: '/' })
