import type { Db } from '../db/index.ts'

export interface SecondFactorRow {
  sealed: string | null
  sealedDraft: string | null
  step: number | null
}

/** Locked: the same code sent twice at once counts once. */
export const lockSecondFactor = async (db: Db, userId: string): Promise<SecondFactorRow> => {
  const row = await db
    .selectFrom('users')
    .select(['second_factor', 'second_factor_draft', 'second_factor_step'])
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { sealed: row.second_factor, sealedDraft: row.second_factor_draft, step: row.second_factor_step }
}

export const updateSecondFactorDraft = async (db: Db, userId: string, sealedDraft: string): Promise<void> => {
  await db.updateTable('users').set({ second_factor_draft: sealedDraft }).where('id', '=', userId).execute()
}

export const updateSecondFactor = async (
  db: Db,
  userId: string,
  factor: { sealed: string | null; step: number | null },
): Promise<void> => {
  await db
    .updateTable('users')
    .set({ second_factor: factor.sealed, second_factor_step: factor.step, second_factor_draft: null })
    .where('id', '=', userId)
    .execute()
}

export const updateSecondFactorStep = async (db: Db, userId: string, step: number): Promise<void> => {
  await db.updateTable('users').set({ second_factor_step: step }).where('id', '=', userId).execute()
}

export const replaceRecoveryCodes = async (db: Db, userId: string, codeHashes: string[]): Promise<void> => {
  await db.deleteFrom('recovery_codes').where('user_id', '=', userId).execute()
  if (codeHashes.length === 0) return
  await db
    .insertInto('recovery_codes')
    .values(codeHashes.map((code_hash) => ({ user_id: userId, code_hash })))
    .execute()
}

/** True once only: the code is used up. */
export const takeRecoveryCode = async (db: Db, userId: string, codeHash: string): Promise<boolean> => {
  const taken = db.deleteFrom('recovery_codes').where('user_id', '=', userId).where('code_hash', '=', codeHash)
  return (await taken.executeTakeFirst()).numDeletedRows === 1n
}

export const countRecoveryCodes = async (db: Db, userId: string): Promise<number> => {
  const codes = db.selectFrom('recovery_codes').select((select) => select.fn.countAll<number>().as('n'))
  return Number((await codes.where('user_id', '=', userId).executeTakeFirstOrThrow()).n)
}
