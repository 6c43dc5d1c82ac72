import { TooManyAttempts } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import { clearAttempts, countAttempts, deleteAttempt, insertAttempt, type AttemptKind } from './store.attempts.ts'

/**
 * Attempts allowed in a quarter of an hour. Few for one account from one address, more for an address (an office
 * behind one proxy). For an account from everywhere: many passwords, so that an attacker doesn't lock its owner out
 * for long; few codes, which are short; few mails, so that nobody fills a mailbox.
 */
const WINDOW_MINUTES = 15
const ALLOWED: Record<AttemptKind, { pair: number; address: number; account: number }> = {
  login: { pair: 5, address: 40, account: 60 },
  code: { pair: 5, address: 40, account: 10 },
  mail: { pair: 3, address: 60, account: 6 },
}

/**
 * Counts an attempt, before it is known whether it will succeed: attempts sent all at once are counted too. A refused
 * one is forgotten: nobody keeps an account shut by trying on. Throws `TooManyAttempts`.
 */
export const countAttempt = async (db: Db, kind: AttemptKind, account: string, address: string): Promise<void> => {
  const attempt = await insertAttempt(db, kind, account, address)
  const attempts = await countAttempts(db, kind, account, address, WINDOW_MINUTES)
  const allowed = ALLOWED[kind]
  const over = attempts.pair > allowed.pair || attempts.address > allowed.address || attempts.account > allowed.account
  if (!over) return
  await deleteAttempt(db, attempt)
  throw new TooManyAttempts(
    {
      fr: `Trop d’essais. Attendez ${WINDOW_MINUTES} minutes, puis réessayez.`,
      en: `Too many attempts. Wait ${WINDOW_MINUTES} minutes, then try again.`,
    },
    WINDOW_MINUTES * 60,
  )
}

/** The right password or code was given: what failed before doesn't count any more. */
export const forgetAttempts = (db: Db, kind: AttemptKind, account: string, address: string): Promise<void> =>
  clearAttempts(db, kind, account, address)
