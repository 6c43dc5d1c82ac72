import { invalidField } from '../lib/errors.ts'
import { inTransaction, isUniqueViolation, type Db } from '../db/index.ts'
import { sendMail } from '../mail/index.ts'
import { emailChangedLetter } from './letters.notices.ts'
import { addressTakenLetter, changeEmailLetter } from './letters.ts'
import { followMailToken, newMailToken, type FollowedLink } from './mail-tokens.ts'
import type { Correspondence, User } from './model.ts'
import { EMAIL_PROBLEM, isEmail, normalizeEmail } from './registration.rules.ts'
import { selectUserByEmail, updateUser } from './store.ts'
import { deleteMailTokens } from './store.mail-tokens.ts'
import { countAttempt } from './throttle.ts'

/**
 * Mails the new address the link that makes it somebody's; until then the old one holds. The answer is the same when
 * the address has an account: its owner is told. Throws `Invalid` on `field`, `TooManyAttempts`.
 */
export const askNewEmail = async (
  db: Db,
  user: User,
  wanted: { email: string; field: string; from: string },
  post: Correspondence,
): Promise<void> => {
  if (!isEmail(wanted.email)) throw invalidField(wanted.field, EMAIL_PROBLEM)
  const email = normalizeEmail(wanted.email)
  if (email === user.email) return
  await countAttempt(db, 'mail', email, wanted.from)
  const owner = (await selectUserByEmail(db, email))?.user
  if (owner) return sendMail(db, addressTakenLetter(owner, post))
  await inTransaction(db, async (tx) => {
    const token = await newMailToken(tx, user, 'change_email', { email })
    await sendMail(tx, changeEmailLetter({ ...user, email }, post, token))
  })
}

/** Follows the link: the account has the new address, and the old one is told. */
export const confirmNewEmail = async (
  db: Db,
  token: string,
  post: Correspondence,
): Promise<'confirmed' | 'expired' | 'invalid'> => {
  try {
    return await inTransaction(db, async (tx) => {
      const link = await followMailToken(tx, token, 'change_email')
      if (!link.user || link.state === 'used') return outcomeOf(link)
      const { user, email } = link
      await updateUser(tx, user.id, { email, emailConfirmedAt: new Date() })
      // Links in the old mailbox open nothing any more.
      await deleteMailTokens(tx, user.id, 'reset')
      await sendMail(tx, emailChangedLetter(user, post, email))
      return 'confirmed'
    })
  } catch (error) {
    // Somebody registered it in between.
    if (isUniqueViolation(error, 'users_email_key')) return 'invalid'
    throw error
  }
}

/** Followed again (by a mail filter first, then by a person), it did its work. */
const outcomeOf = (link: FollowedLink): 'confirmed' | 'expired' | 'invalid' => {
  if (link.user) return link.user.email === link.email ? 'confirmed' : 'invalid'
  return link.state === 'expired' ? 'expired' : 'invalid'
}
