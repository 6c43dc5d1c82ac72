import { inTransaction, type Db } from '../db/index.ts'
import { sendMail } from '../mail/index.ts'
import { confirmLetter } from './letters.ts'
import { followMailToken, newMailToken } from './mail-tokens.ts'
import type { AccountDeps, Correspondence, User, Visitor } from './model.ts'
import { normalizeEmail } from './registration.rules.ts'
import { recordEmailConfirmed, selectUserByEmail } from './store.ts'
import { countAttempt } from './throttle.ts'
import { tellConfirmed } from './users.ts'

/** Mails somebody the link that confirms their address. */
export const sendConfirmation = (db: Db, user: User, post: Correspondence): Promise<void> =>
  inTransaction(db, async (tx) => {
    await sendMail(tx, confirmLetter(user, post, await newMailToken(tx, user, 'confirm')))
  })

/**
 * Sends the link again. Whoever asks learns nothing of whether there is such an account. Throws `TooManyAttempts`.
 */
export const askConfirmation = async (deps: AccountDeps, email: string, visitor: Visitor): Promise<void> => {
  const account = normalizeEmail(email)
  await countAttempt(deps.db, 'mail', account, visitor.address)
  const user = (await selectUserByEmail(deps.db, account))?.user
  if (!user || !user.active || user.emailConfirmedAt) return
  await sendConfirmation(deps.db, user, { baseUrl: deps.site.baseUrl, lang: visitor.lang })
}

/** Follows the link. Twice is fine: mail filters open links before people do. */
export const confirmAddress = (db: Db, token: string): Promise<'confirmed' | 'already' | 'failed'> =>
  inTransaction(db, async (tx) => {
    const link = await followMailToken(tx, token, 'confirm')
    if (!link.user || link.email !== link.user.email) return 'failed'
    if (link.state === 'used') return link.user.emailConfirmedAt ? 'already' : 'failed'
    await recordEmailConfirmed(tx, link.user.id)
    await tellConfirmed(tx, link.user)
    return 'confirmed'
  })
