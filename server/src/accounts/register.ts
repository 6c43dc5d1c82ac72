import { AppError, invalidFields } from '../lib/errors.ts'
import { inTransaction } from '../db/index.ts'
import { sendMail } from '../mail/index.ts'
import { sendConfirmation } from './confirm-address.ts'
import { alreadyRegisteredLetter } from './letters.ts'
import { newMailToken } from './mail-tokens.ts'
import type { AccountDeps, Correspondence, NewUser, Visitor } from './model.ts'
import { normalizeEmail, problemsOf } from './registration.rules.ts'
import { openSession, type Opened } from './sessions.ts'
import { selectUserByEmail } from './store.ts'
import { countAttempt } from './throttle.ts'
import { createUser, isAddressTaken } from './users.ts'

/**
 * Somebody's own account, and the mail that confirms its address. Signs in at once, unless addresses must be confirmed
 * first: the answer then is the same when the address has an account, whose owner is told. Throws `Invalid`,
 * `TooManyAttempts`.
 */
export const register = async (deps: AccountDeps, newUser: NewUser, visitor: Visitor): Promise<Opened | undefined> => {
  const { db, confirmEmail } = deps
  const problems = problemsOf(newUser)
  if (problems) throw invalidFields(problems)
  await countAttempt(db, 'mail', normalizeEmail(newUser.email), visitor.address)
  const post = { baseUrl: deps.site.baseUrl, lang: visitor.lang }
  try {
    const user = await inTransaction(db, async (tx) => {
      const created = await createUser(tx, newUser, { confirmed: false })
      await sendConfirmation(tx, created, post)
      return created
    })
    return confirmEmail ? undefined : await openSession(db, user, visitor)
  } catch (error) {
    if (!confirmEmail || !(error instanceof AppError) || !isAddressTaken(error)) throw error
    await tellOwner(deps, newUser.email, post)
    return undefined
  }
}

/** The link sets a password: whoever made the account with an address that wasn't theirs loses it. */
const tellOwner = ({ db }: AccountDeps, email: string, post: Correspondence): Promise<void> =>
  inTransaction(db, async (tx) => {
    const owner = (await selectUserByEmail(tx, normalizeEmail(email)))?.user
    if (!owner?.active) return
    await sendMail(tx, alreadyRegisteredLetter(owner, post, await newMailToken(tx, owner, 'reset')))
  })
