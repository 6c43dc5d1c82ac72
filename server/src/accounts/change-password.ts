import type { Actor } from '../lib/actor.ts'
import { invalidField } from '../lib/errors.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { sendMail } from '../mail/index.ts'
import { passwordChangedLetter } from './letters.notices.ts'
import type { AccountDeps, User, Visitor } from './model.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { passwordProblem } from './registration.rules.ts'
import { setPassword } from './reset-password.ts'
import { getSessionOf, refreshSession } from './sessions.ts'
import { selectUserByEmail } from './store.ts'
import { countAttempt, forgetAttempts } from './throttle.ts'

/** Changes the caller's password and closes their other sessions. Throws `Unauthorized`, `Invalid`, `TooManyAttempts`. */
export const changePassword = async (
  { db, site }: AccountDeps,
  actor: Actor,
  passwords: { current: string; wanted: string },
  visitor: Visitor,
): Promise<void> => {
  const { me, sessionIdHash } = await getSessionOf(db, actor)
  const problem = passwordProblem(passwords.wanted)
  if (problem) throw invalidField('new_password', problem)
  await checkPassword(db, me, passwords.current, visitor)
  if (passwords.wanted === passwords.current) throw invalidField('new_password', SAME)
  const passwordHash = await hashPassword(passwords.wanted)
  await inTransaction(db, async (tx) => {
    await setPassword(tx, me, passwordHash, sessionIdHash)
    await refreshSession(tx, sessionIdHash)
    await sendMail(tx, passwordChangedLetter(me, { baseUrl: site.baseUrl, lang: visitor.lang }))
  })
}

/** The caller types their password again, to do what asks for a recent one. Throws as `changePassword` does. */
export const proveAgain = async (db: Db, actor: Actor, password: string, visitor: Visitor): Promise<void> => {
  const { me, sessionIdHash } = await getSessionOf(db, actor)
  await checkPassword(db, me, password, visitor)
  await refreshSession(db, sessionIdHash)
}

/** Throttled like a login: a session left open must not be a place to guess in. */
const checkPassword = async (db: Db, me: User, password: string, visitor: Visitor): Promise<void> => {
  await countAttempt(db, 'login', me.email, visitor.address)
  const passwordHash = (await selectUserByEmail(db, me.email))?.passwordHash
  if (!(await verifyPassword(password, passwordHash)))
    throw invalidField('password', { fr: 'Ce mot de passe n’est pas le bon.', en: 'This password is wrong.' })
  await forgetAttempts(db, 'login', me.email, visitor.address)
}

const SAME = {
  fr: 'Choisissez un mot de passe différent de l’actuel.',
  en: 'Choose a password that differs from the current one.',
}
