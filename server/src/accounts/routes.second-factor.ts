import type { FastifyInstance } from 'fastify'
import type Type from 'typebox'
import { readBody } from '../http/index.ts'
import { finishSignIn, rescueSignIn } from './finish-sign-in.ts'
import type { AccountDeps } from './model.ts'
import { confirmSecondFactor, draftSecondFactor, stopSecondFactor } from './second-factor.ts'
import { findHalfSession, getFreshSessionOf } from './sessions.ts'
import { sessionSecretOf, setSessionCookie, visitorOf } from './visitor.ts'
import { Code, FactorSetup } from './wire.session-input.ts'
import { envelope, presentSignIn } from './wire.session.ts'

const METHOD = 'authenticator'

/** Codes of an application after the password (udata-api.md §4.1). */
export const secondFactorRoutes = (deps: AccountDeps & { secure: boolean }) => async (app: FastifyInstance) => {
  const session = { errors: 'session' as const }

  app.get('/tf-setup', { config: session }, async (request) => {
    const { me } = await getFreshSessionOf(deps.db, request.actor)
    return envelope({
      tf_required: false,
      tf_available_methods: [METHOD],
      tf_primary_method: me.hasSecondFactor ? METHOD : null,
    })
  })

  app.post('/tf-setup', { schema: { body: FactorSetup }, config: session }, async (request) => {
    await getFreshSessionOf(deps.db, request.actor)
    if (readBody<Type.Static<typeof FactorSetup>>(request).setup === 'disable') {
      await stopSecondFactor(deps, request.actor, visitorOf(request))
      return envelope({ tf_primary_method: null })
    }
    const draft = await draftSecondFactor(deps, request.actor)
    return envelope({
      tf_state: 'validating_profile',
      tf_primary_method: METHOD,
      tf_authr_key: draft.key,
      tf_authr_uri: draft.uri,
      tf_authr_username: draft.account,
      tf_authr_issuer: draft.issuer,
    })
  })

  app.post('/tf-validate', { schema: { body: Code }, config: session }, async (request, reply) => {
    const { code } = readBody<Type.Static<typeof Code>>(request)
    const visitor = visitorOf(request)
    if (request.actor.kind === 'user') {
      return envelope({ recovery_codes: await confirmSecondFactor(deps, request.actor, code, visitor) })
    }
    request.claimed = (await findHalfSession(deps.db, sessionSecretOf(request)))?.user.id
    const opened = await finishSignIn(deps, sessionSecretOf(request), code, visitor)
    setSessionCookie(reply, opened, deps.secure)
    return envelope(presentSignIn(false))
  })

  app.post('/tf-rescue', { schema: { body: Code }, config: session }, async (request, reply) => {
    const { code } = readBody<Type.Static<typeof Code>>(request)
    request.claimed = (await findHalfSession(deps.db, sessionSecretOf(request)))?.user.id
    const { opened, codesLeft } = await rescueSignIn(deps, sessionSecretOf(request), code, visitorOf(request))
    setSessionCookie(reply, opened, deps.secure)
    return envelope({ ...presentSignIn(false), recovery_codes_left: codesLeft })
  })
}
