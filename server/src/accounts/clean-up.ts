import type { Db } from '../db/index.ts'
import { deleteOldAttempts } from './store.attempts.ts'
import { deleteOldMailTokens } from './store.mail-tokens.ts'
import { deleteExpiredSessions } from './store.sessions.ts'

/** Forgets ended sessions, attempts of yesterday and links of last month. May run twice: what is gone stays gone. */
export const cleanUpAccounts = async (db: Db): Promise<void> => {
  await deleteExpiredSessions(db)
  await deleteOldAttempts(db)
  await deleteOldMailTokens(db)
}
