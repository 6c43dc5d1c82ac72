import type { Db } from '../db/index.ts'
import { deleteOldCodes } from './store.codes.ts'
import { deleteOldTokens } from './store.tokens.ts'

/** Forgets codes and tokens that are over. May run twice: what is gone stays gone. */
export const cleanUpOauth = async (db: Db): Promise<void> => {
  await deleteOldCodes(db)
  await deleteOldTokens(db)
}
