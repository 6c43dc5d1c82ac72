import type { FastifyInstance } from 'fastify'
import type Type from 'typebox'
import { readBody } from '../http/index.ts'
import { askNewEmail } from './change-email.ts'
import { changePassword } from './change-password.ts'
import type { AccountDeps } from './model.ts'
import { getFreshSessionOf, getSessionOf } from './sessions.ts'
import { visitorOf } from './visitor.ts'
import { demandSame, EmailChange, PasswordChange } from './wire.session-input.ts'
import { envelope } from './wire.session.ts'

/** The caller's own password and address (udata-api.md §4.1). */
export const credentialRoutes = (deps: AccountDeps) => async (app: FastifyInstance) => {
  const { db, site } = deps
  const session = { errors: 'session' as const }

  app.post('/change/', { schema: { body: PasswordChange }, config: session }, async (request) => {
    await getSessionOf(db, request.actor)
    const body = readBody<Type.Static<typeof PasswordChange>>(request)
    demandSame(body.new_password, body.new_password_confirm, 'new_password_confirm')
    const passwords = { current: body.password, wanted: body.new_password }
    await changePassword(deps, request.actor, passwords, visitorOf(request))
    return envelope()
  })

  app.post('/change-email', { schema: { body: EmailChange }, config: session }, async (request) => {
    const { me } = await getFreshSessionOf(db, request.actor)
    const body = readBody<Type.Static<typeof EmailChange>>(request)
    demandSame(body.new_email, body.new_email_confirm, 'new_email_confirm')
    const { address, lang } = visitorOf(request)
    const wanted = { email: body.new_email, field: 'new_email', from: address }
    await askNewEmail(db, me, wanted, { baseUrl: site.baseUrl, lang })
    // udata's answer has nothing in it.
    return {}
  })
}
