import { Invalid, invalidField } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { sendMail } from '../mail/index.ts'
import { passwordResetLetter } from './letters.notices.ts'
import { resetLetter } from './letters.ts'
import { followMailToken, newMailToken } from './mail-tokens.ts'
import type { AccountDeps, Correspondence, User, Visitor } from './model.ts'
import { hashPassword } from './passwords.ts'
import { normalizeEmail, passwordProblem } from './registration.rules.ts'
import { recordEmailConfirmed, selectUserByEmail, updatePassword } from './store.ts'
import { deleteMailTokens } from './store.mail-tokens.ts'
import { deleteSessionsOf } from './store.sessions.ts'
import { countAttempt } from './throttle.ts'

/** Mails the link that sets a new password. Whoever asks learns nothing of whether there is such an account. */
export const askPasswordReset = async ({ db, site }: AccountDeps, email: string, visitor: Visitor): Promise<void> => {
  const account = normalizeEmail(email)
  await countAttempt(db, 'mail', account, visitor.address)
  const user = (await selectUserByEmail(db, account))?.user
  if (!user?.active) return
  const post = { baseUrl: site.baseUrl, lang: visitor.lang }
  await inTransaction(db, async (tx) => sendMail(tx, resetLetter(user, post, await newMailToken(tx, user, 'reset'))))
}

/**
 * Sets a password by the link, once; the address is proved by it. Nobody is signed in, a second factor is still due.
 * Throws `Invalid`: weak password (the link goes on working), link that is used, old or wrong.
 */
export const resetPassword = async (db: Db, token: string, password: string, post: Correspondence): Promise<void> => {
  const problem = passwordProblem(password)
  if (problem) throw invalidField('password', problem)
  const passwordHash = await hashPassword(password)
  await inTransaction(db, async (tx) => {
    const link = await followMailToken(tx, token, 'reset')
    if (link.state !== 'good' || link.email !== link.user?.email) throw new Invalid(DEAD_LINK)
    await setPassword(tx, link.user, passwordHash, null)
    await recordEmailConfirmed(tx, link.user.id)
    await sendMail(tx, passwordResetLetter(link.user, post))
  })
}

/** With the new password, every other session ends, and so do links that were sent for another one. */
export const setPassword = async (
  tx: Db,
  user: User,
  passwordHash: string,
  keptSessionIdHash: string | null,
): Promise<void> => {
  await updatePassword(tx, user.id, passwordHash)
  await deleteSessionsOf(tx, user.id, keptSessionIdHash)
  await deleteMailTokens(tx, user.id, 'reset')
}

const DEAD_LINK: Text = {
  fr: 'Ce lien ne marche plus : il a servi, ou il est trop ancien. Demandez-en un autre par « Mot de passe oublié ».',
  en: 'This link no longer works: it was used, or it is too old. Ask for another one through “Forgotten password”.',
}
