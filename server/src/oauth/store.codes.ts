import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { Code } from './model.ts'

export const insertCode = async (db: Db, code: Code): Promise<void> => {
  await db
    .insertInto('oauth_codes')
    .values({
      code_hash: code.codeHash,
      grant_id: code.grantId,
      client_id: code.clientId,
      user_id: code.userId,
      redirect_uri: code.redirectUri,
      scopes: code.scopes,
      code_challenge: code.codeChallenge,
      code_challenge_method: code.codeChallengeMethod,
      expires_at: code.expiresAt,
    })
    .execute()
}

/** Locked until the end of the transaction: two exchanges of one code come one after the other. */
export const lockCode = async (db: Db, codeHash: string): Promise<Code | undefined> => {
  const row = await db
    .selectFrom('oauth_codes')
    .selectAll()
    .where('code_hash', '=', codeHash)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  return {
    codeHash: row.code_hash,
    grantId: row.grant_id,
    clientId: row.client_id,
    userId: row.user_id,
    redirectUri: row.redirect_uri,
    scopes: row.scopes,
    codeChallenge: row.code_challenge,
    codeChallengeMethod: row.code_challenge_method,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  }
}

/** True once only. */
export const markCodeUsed = async (db: Db, codeHash: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('oauth_codes')
    .set({ used_at: new Date() })
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A used code is remembered for a day, so that whoever brings it back is seen. */
export const deleteOldCodes = async (db: Db): Promise<void> => {
  await db
    .deleteFrom('oauth_codes')
    .where('expires_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute()
}
