import type { Db } from '../db/index.ts'

/** One code at a time: the newest start prints the one that works. */
export const replaceSetupCode = async (db: Db, codeHash: string): Promise<void> => {
  await db.deleteFrom('setup_codes').execute()
  await db.insertInto('setup_codes').values({ code_hash: codeHash }).execute()
}

/** True once only: the code is used up. */
export const takeSetupCode = async (db: Db, codeHash: string): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('setup_codes').where('code_hash', '=', codeHash).executeTakeFirst()
  return numDeletedRows === 1n
}
