import type { Actor } from '../lib/actor.ts'
import { invalidField, TooManyAttempts } from '../lib/errors.ts'
import { hashSecret, newSecret } from '../lib/ids.ts'
import type { Text } from '../lib/text.ts'
import type { Db } from '../db/index.ts'
import type { User } from './model.ts'
import { verifyPassword } from './passwords.ts'
import { normalizeEmail } from './registration.rules.ts'
import { recordLogin, selectUserByEmail } from './store.ts'
import {
  clearLoginFailures,
  countLoginFailures,
  deleteLoginFailure,
  deleteSession,
  extendSession,
  insertLoginFailure,
  insertSession,
  selectSessionUser,
} from './store.sessions.ts'

/** A session ends two weeks after its last use. */
export const SESSION_SECONDS = 14 * 24 * 3600

/**
 * Failures allowed in a quarter of an hour. Few for one account from one address, more for an address (an office
 * behind one proxy), most for an account from everywhere: an attacker must not lock its owner out for long.
 */
const WINDOW_MINUTES = 15
const ALLOWED = { pair: 5, address: 40, account: 60 }

export interface Visitor {
  address: string
  userAgent: string | null
  /** The session that the browser came with: it is closed, so that nobody can plant one (session fixation). */
  sessionIdHash: string | null
}

/** A new session's secret, for the cookie. Throws `Invalid` (wrong address or password), `TooManyAttempts`. */
export const signIn = async (db: Db, email: string, password: string, visitor: Visitor): Promise<string> =>
  openSession(db, await checkPassword(db, email, password, visitor.address), visitor)

/** The user who proves to be so by their password. Throws `Invalid` (wrong address or password), `TooManyAttempts`. */
export const checkPassword = async (db: Db, email: string, password: string, address: string): Promise<User> => {
  const account = normalizeEmail(email)
  // Counted as a failure until it is none: attempts sent all at once are counted too.
  const attempt = await insertLoginFailure(db, account, address)
  await refuseTooMany(db, account, address, attempt)
  const found = await selectUserByEmail(db, account)
  if (!(await verifyPassword(password, found?.passwordHash)) || !found || !canSignIn(found.user)) {
    // The same words whether the account exists or not.
    throw invalidField('password', WRONG)
  }
  await clearLoginFailures(db, account, address)
  return found.user
}

/** Opens a session for somebody who has just proved who they are. Returns its secret. */
export const openSession = async (db: Db, user: User, visitor: Visitor): Promise<string> => {
  const secret = newSecret()
  if (visitor.sessionIdHash) await deleteSession(db, visitor.sessionIdHash)
  await insertSession(db, {
    idHash: hashSecret(secret),
    userId: user.id,
    expiresAt: sessionEnd(),
    userAgent: visitor.userAgent?.slice(0, 500) ?? null,
  })
  await recordLogin(db, user.id)
  return secret
}

/** The user of a session's secret, or undefined when it has ended. */
export const findSessionUser = async (
  db: Db,
  secret: string,
): Promise<{ user: User; sessionIdHash: string } | undefined> => {
  const sessionIdHash = hashSecret(secret)
  const user = await selectSessionUser(db, sessionIdHash)
  if (!user) return undefined
  await extendSession(db, sessionIdHash, sessionEnd())
  return { user, sessionIdHash }
}

/** Closes the caller's session; nothing to do for a key or nobody. */
export const signOut = async (db: Db, actor: Actor): Promise<void> => {
  if (actor.kind === 'user' && actor.sessionIdHash) await deleteSession(db, actor.sessionIdHash)
}

const WRONG: Text = { fr: 'Adresse e-mail ou mot de passe incorrect.', en: 'Wrong e-mail address or password.' }

const sessionEnd = (): Date => new Date(Date.now() + SESSION_SECONDS * 1000)

const canSignIn = (user: User): boolean => user.active && user.deletedAt === null

/** A refused attempt is forgotten: nobody keeps an account shut by trying on. */
const refuseTooMany = async (db: Db, account: string, address: string, attempt: number): Promise<void> => {
  const failures = await countLoginFailures(db, account, address, WINDOW_MINUTES)
  const over = failures.pair > ALLOWED.pair || failures.address > ALLOWED.address || failures.account > ALLOWED.account
  if (!over) return
  await deleteLoginFailure(db, attempt)
  throw new TooManyAttempts(
    {
      fr: `Trop d’essais. Attendez ${WINDOW_MINUTES} minutes, puis réessayez.`,
      en: `Too many attempts. Wait ${WINDOW_MINUTES} minutes, then try again.`,
    },
    WINDOW_MINUTES * 60,
  )
}
