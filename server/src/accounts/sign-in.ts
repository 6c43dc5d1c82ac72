import { AppError, invalidField } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { Db } from '../db/index.ts'
import { sendConfirmation } from './confirm-address.ts'
import type { AccountDeps, User, Visitor } from './model.ts'
import { verifyPassword } from './passwords.ts'
import { normalizeEmail } from './registration.rules.ts'
import { openSession, type Opened } from './sessions.ts'
import { selectUserByEmail } from './store.ts'
import { countAttempt, forgetAttempts } from './throttle.ts'

export interface Credentials {
  email: string
  password: string
  remember?: boolean
}

/**
 * A new session, for the cookie; half a one when a second factor is due. Throws `Invalid` (wrong address or password,
 * address to confirm, password to renew), `TooManyAttempts`.
 */
export const signIn = async (deps: AccountDeps, credentials: Credentials, visitor: Visitor): Promise<Opened> => {
  const { db } = deps
  const user = await checkPassword(db, credentials.email, credentials.password, visitor.address)
  if (deps.confirmEmail && !user.emailConfirmedAt) await refuseUnconfirmed(deps, user, visitor)
  return openSession(db, user, visitor, { remembered: credentials.remember ?? true, half: user.hasSecondFactor })
}

/**
 * The user who proves to be so by their password. Throws `Invalid` (wrong address or password, password to renew),
 * `TooManyAttempts`.
 */
export const checkPassword = async (db: Db, email: string, password: string, address: string): Promise<User> => {
  const account = normalizeEmail(email)
  await countAttempt(db, 'login', account, address)
  const found = await selectUserByEmail(db, account)
  const matches = await verifyPassword(password, found?.passwordHash)
  // The same words whether the account exists or not.
  if (!matches || !found || !canSignIn(found.user)) throw invalidField('password', WRONG)
  await forgetAttempts(db, 'login', account, address)
  if (mustRotate(found.user)) throw invalidField('password', TO_RENEW)
  return found.user
}

const WRONG: Text = { fr: 'Adresse e-mail ou mot de passe incorrect.', en: 'Wrong e-mail address or password.' }

const TO_RENEW: Text = {
  fr: 'Votre mot de passe doit être renouvelé : choisissez-en un autre par « Mot de passe oublié ».',
  en: 'Your password must be renewed: choose another one through “Forgotten password”.',
}

const TO_CONFIRM: Text = {
  fr: 'Confirmez d’abord cette adresse : le lien est dans le message que nous vous avons envoyé.',
  en: 'Confirm this address first: the link is in the message that we sent you.',
}

const canSignIn = (user: User): boolean => user.active && user.deletedAt === null

const mustRotate = ({ passwordRotationDemanded: demanded, passwordRotationPerformed: performed }: User): boolean =>
  demanded !== null && (performed === null || performed < demanded)

/** The link is sent again, unless it was several times already. */
const refuseUnconfirmed = async (deps: AccountDeps, user: User, visitor: Visitor): Promise<never> => {
  const post = { baseUrl: deps.site.baseUrl, lang: visitor.lang }
  await countAttempt(deps.db, 'mail', user.email, visitor.address)
    .then(() => sendConfirmation(deps.db, user, post))
    .catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === 'too_many_attempts')) throw error
    })
  throw invalidField('email', TO_CONFIRM)
}
