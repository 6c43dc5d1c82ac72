import type { FastifyInstance } from 'fastify'
import type Type from 'typebox'
import { readBody } from '../http/index.ts'
import { confirmNewEmail } from './change-email.ts'
import { askConfirmation, confirmAddress } from './confirm-address.ts'
import type { AccountDeps } from './model.ts'
import { askPasswordReset, resetPassword } from './reset-password.ts'
import { visitorOf } from './visitor.ts'
import { Address, demandSame, NewPassword } from './wire.session-input.ts'
import { envelope } from './wire.session.ts'

type ByToken = { Params: { token: string } }

/** What the front page is told once a link was followed. */
const CONFIRMED = { confirmed: 'confirmed', already: 'already_confirmed', failed: 'confirm_error' }
const CHANGED = {
  confirmed: 'change_email_confirmed',
  expired: 'change_email_expired',
  invalid: 'change_email_invalid',
}

/** Mails with a link, and what following one does (udata-api.md §4.1). */
export const recoveryRoutes = (deps: AccountDeps) => async (app: FastifyInstance) => {
  const { db, site } = deps
  const session = { errors: 'session' as const }

  app.post('/confirm/', { schema: { body: Address }, config: session }, async (request) => {
    await askConfirmation(deps, readBody<Type.Static<typeof Address>>(request).email, visitorOf(request))
    return envelope()
  })

  app.get<ByToken>('/confirm/:token', async (request, reply) =>
    reply.redirect(`/?flash=${CONFIRMED[await confirmAddress(db, request.params.token)]}`, 302),
  )

  app.post('/reset/', { schema: { body: Address }, config: session }, async (request) => {
    await askPasswordReset(deps, readBody<Type.Static<typeof Address>>(request).email, visitorOf(request))
    return envelope()
  })

  app.get<ByToken>('/reset/:token', async (request, reply) =>
    reply.redirect(`/admin/mot-de-passe/${encodeURIComponent(request.params.token)}`, 302),
  )

  app.post<ByToken>('/reset/:token', { schema: { body: NewPassword }, config: session }, async (request) => {
    const body = readBody<Type.Static<typeof NewPassword>>(request)
    demandSame(body.password, body.password_confirm, 'password_confirm')
    const post = { baseUrl: site.baseUrl, lang: visitorOf(request).lang }
    await resetPassword(db, request.params.token, body.password, post)
    return envelope()
  })

  app.get<ByToken>('/confirm-change-email/:token', async (request, reply) => {
    const post = { baseUrl: site.baseUrl, lang: visitorOf(request).lang }
    return reply.redirect(`/?flash=${CHANGED[await confirmNewEmail(db, request.params.token, post)]}`, 302)
  })
}
