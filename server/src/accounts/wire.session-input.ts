import Type from 'typebox'
import { invalidField } from '../lib/errors.ts'
import type { NewUser } from './model.ts'

/** Bodies of the session's forms (udata-api.md §4.1). Captchas and accepted conditions are read by nobody here. */
const password = Type.String({ maxLength: 1024 })
const email = Type.String({ maxLength: 255 })
const code = Type.String({ maxLength: 100 })

export const Login = Type.Object({
  email,
  password,
  remember: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
})
export const Registration = Type.Object({
  email: Type.String(),
  password: Type.String(),
  password_confirm: Type.Optional(Type.String()),
  first_name: Type.String(),
  last_name: Type.String(),
  accept_conditions: Type.Optional(Type.Unknown()),
})
export const Setup = Type.Object({ ...Registration.properties, code: Type.String() })
export const Address = Type.Object({ email })
export const NewPassword = Type.Object({ password: Type.String(), password_confirm: Type.String() })
export const PasswordChange = Type.Object({
  password,
  new_password: Type.String(),
  new_password_confirm: Type.String(),
})
export const EmailChange = Type.Object({ new_email: Type.String(), new_email_confirm: Type.String() })
export const Proof = Type.Object({ password })
export const Code = Type.Object({ code })
export const FactorSetup = Type.Object({ setup: Type.Union([Type.Literal('authenticator'), Type.Literal('disable')]) })

export const newUserOf = (body: Type.Static<typeof Registration>): NewUser => {
  if (body.password_confirm !== undefined) demandSame(body.password, body.password_confirm, 'password_confirm')
  return { email: body.email, password: body.password, firstName: body.first_name, lastName: body.last_name }
}

/** What is typed twice is the same twice. */
export const demandSame = (first: string, second: string, field: string): void => {
  if (first === second) return
  throw invalidField(field, { fr: 'Les deux saisies diffèrent.', en: 'The two entries differ.' })
}
