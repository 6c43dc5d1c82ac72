import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { newSecret } from '../lib/ids.ts'
import { invalidField } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import { readBody } from '../http/index.ts'
import { createFirstAdmin, needsFirstAdmin } from './first-admin.ts'
import { openSession, SESSION_SECONDS, signIn, signOut, type Visitor } from './sign-in.ts'
import { createUser } from './users.ts'

const COOKIE = 'cimaise_session'

const Login = Type.Object({ email: Type.String({ maxLength: 255 }), password: Type.String({ maxLength: 1024 }) })

const Registration = Type.Object({
  email: Type.String(),
  password: Type.String(),
  password_confirm: Type.Optional(Type.String()),
  first_name: Type.String(),
  last_name: Type.String(),
})

const Setup = Type.Object({ ...Registration.properties, code: Type.String() })

/** Sessions in udata's JSON forms (udata-api.md §4.1), and the first-run page's two calls. */
export const sessionRoutes =
  ({ db, secure }: { db: Db; secure: boolean }) =>
  async (app: FastifyInstance) => {
    const session = { errors: 'session' as const }

    app.post('/login/', { schema: { body: Login }, config: session }, async (request, reply) => {
      const { email, password } = readBody<Type.Static<typeof Login>>(request)
      setCookie(reply, await signIn(db, email, password, visitorOf(request)), secure)
      return envelope()
    })

    app.post('/register/', { schema: { body: Registration }, config: session }, async (request, reply) => {
      const user = await createUser(db, newUserOf(readBody<Type.Static<typeof Registration>>(request)))
      setCookie(reply, await openSession(db, user, visitorOf(request)), secure)
      return envelope()
    })

    app.post('/logout/', { config: session }, async (request, reply) => {
      await signOut(db, request.actor)
      reply.clearCookie(COOKIE, { path: '/' })
      return {}
    })

    app.get('/api/cimaise/setup/', async () => ({ needed: await needsFirstAdmin(db) }))

    app.post('/api/cimaise/setup/', { schema: { body: Setup } }, async (request, reply) => {
      const body = readBody<Type.Static<typeof Setup>>(request)
      const admin = await createFirstAdmin(db, body.code, newUserOf(body))
      setCookie(reply, await openSession(db, admin, visitorOf(request)), secure)
      return reply.code(201).send({ id: admin.id })
    })
  }

/** The session's secret that a browser sent, if any. */
export const sessionSecretOf = (request: FastifyRequest): string | undefined => request.cookies[COOKIE]

const envelope = () => ({
  meta: { code: 200 },
  // No form of ours needs the token (http/server.ts tells where a request comes from); udata's clients read the key.
  response: { csrf_token: newSecret(16), tf_required: false, user: {} },
})

const newUserOf = (body: Type.Static<typeof Registration>) => {
  if (body.password_confirm !== undefined && body.password_confirm !== body.password) {
    throw invalidField('password_confirm', { fr: 'Les deux mots de passe diffèrent.', en: 'The two passwords differ.' })
  }
  return { email: body.email, password: body.password, firstName: body.first_name, lastName: body.last_name }
}

const visitorOf = (request: FastifyRequest): Visitor => ({
  address: request.ip,
  userAgent: request.headers['user-agent'] ?? null,
  sessionIdHash: request.actor.kind === 'user' ? request.actor.sessionIdHash : null,
})

const setCookie = (reply: FastifyReply, secret: string, secure: boolean): void => {
  reply.setCookie(COOKIE, secret, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: SESSION_SECONDS })
}
