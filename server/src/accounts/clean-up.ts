import type { Db } from '../db/index.ts'
import { deleteExpiredSessions, deleteOldLoginFailures } from './store.sessions.ts'

/** Forgets ended sessions and failed attempts of yesterday. May run twice: what is gone stays gone. */
export const cleanUpAccounts = async (db: Db): Promise<void> => {
  await deleteExpiredSessions(db)
  await deleteOldLoginFailures(db)
}
