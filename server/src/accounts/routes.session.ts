import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type Type from 'typebox'
import { readBody } from '../http/index.ts'
import { proveAgain } from './change-password.ts'
import { createFirstAdmin, needsFirstAdmin } from './first-admin.ts'
import type { AccountDeps } from './model.ts'
import { register } from './register.ts'
import { credentialRoutes } from './routes.credentials.ts'
import { recoveryRoutes } from './routes.recovery.ts'
import { secondFactorRoutes } from './routes.second-factor.ts'
import { openSession, signOut } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { clearSessionCookie, setSessionCookie, visitorOf } from './visitor.ts'
import { Login, newUserOf, Proof, Registration, Setup } from './wire.session-input.ts'
import { csrfToken, envelope, presentSignIn } from './wire.session.ts'

/** Sessions in udata's JSON forms (udata-api.md §4.1), and the first-run page's two calls. */
export const sessionRoutes = (deps: AccountDeps & { secure: boolean }) => async (app: FastifyInstance) => {
  const { db, secure } = deps
  const session = { errors: 'session' as const }

  app.get('/get-csrf', async () => ({ response: { csrf_token: csrfToken() } }))

  app.post('/login/', { schema: { body: Login }, config: session }, async (request, reply) => {
    const { email, password, remember } = readBody<Type.Static<typeof Login>>(request)
    const opened = await signIn(deps, { email, password, remember: remember ?? undefined }, visitorOf(request))
    request.claimed = opened.userId
    setSessionCookie(reply, opened, secure)
    return envelope(presentSignIn(opened.half))
  })

  app.post('/register/', { schema: { body: Registration }, config: session }, async (request, reply) => {
    const newUser = newUserOf(readBody<Type.Static<typeof Registration>>(request))
    const opened = await register(deps, newUser, visitorOf(request))
    request.claimed = opened?.userId
    if (opened) setSessionCookie(reply, opened, secure)
    return envelope({ ...presentSignIn(false), confirmation_required: !opened })
  })

  app.post('/verify', { schema: { body: Proof }, config: session }, async (request) => {
    const { password } = readBody<Type.Static<typeof Proof>>(request)
    await proveAgain(db, request.actor, password, visitorOf(request))
    return envelope()
  })

  const logout = async (request: FastifyRequest, reply: FastifyReply) => {
    await signOut(db, request.actor)
    clearSessionCookie(reply)
    const forPeople = request.method === 'GET' || /^\s*text\/html/.test(request.headers.accept ?? '')
    return forPeople ? reply.redirect('/', 302) : {}
  }
  app.get('/logout/', { config: session }, logout)
  app.post('/logout/', { config: session }, logout)

  app.get('/api/cimaise/setup/', async () => ({ needed: await needsFirstAdmin(db) }))

  app.post('/api/cimaise/setup/', { schema: { body: Setup } }, async (request, reply) => {
    const body = readBody<Type.Static<typeof Setup>>(request)
    const admin = await createFirstAdmin(db, body.code, newUserOf(body))
    request.claimed = admin.id
    setSessionCookie(reply, await openSession(db, admin, visitorOf(request)), secure)
    return reply.code(201).send({ id: admin.id })
  })

  await app.register(recoveryRoutes(deps))
  await app.register(credentialRoutes(deps))
  await app.register(secondFactorRoutes(deps))
}
