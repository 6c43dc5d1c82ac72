import { sql } from 'kysely'
import type { Db, MailTokensTable } from '../db/index.ts'

export type Purpose = MailTokensTable['purpose']

export interface MailToken {
  userId: string
  email: string
  expired: boolean
  used: boolean
}

export const insertMailToken = async (
  db: Db,
  token: { tokenHash: string; userId: string; purpose: Purpose; email: string; expiresAt: Date },
): Promise<void> => {
  await db
    .insertInto('mail_tokens')
    .values({
      token_hash: token.tokenHash,
      user_id: token.userId,
      purpose: token.purpose,
      email: token.email,
      expires_at: token.expiresAt,
    })
    .execute()
}

/** A token for this purpose, locked: of two who follow a link at once, one waits for the other. */
export const lockMailToken = async (db: Db, tokenHash: string, purpose: Purpose): Promise<MailToken | undefined> => {
  const row = await db
    .selectFrom('mail_tokens')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .forUpdate()
    .executeTakeFirst()
  return (
    row && {
      userId: row.user_id,
      email: row.email,
      expired: row.expires_at <= new Date(),
      used: row.used_at !== null,
    }
  )
}

export const markMailTokenUsed = async (db: Db, tokenHash: string): Promise<void> => {
  await db.updateTable('mail_tokens').set({ used_at: new Date() }).where('token_hash', '=', tokenHash).execute()
}

/** Ends links that were sent and not followed: all of somebody's, or those for one purpose. */
export const deleteMailTokens = async (db: Db, userId: string, purpose?: Purpose): Promise<void> => {
  const tokens = db.deleteFrom('mail_tokens').where('user_id', '=', userId)
  await (purpose ? tokens.where('purpose', '=', purpose) : tokens).execute()
}

export const deleteOldMailTokens = async (db: Db): Promise<void> => {
  await db
    .deleteFrom('mail_tokens')
    .where('expires_at', '<', sql<Date>`now() - interval '30 days'`)
    .execute()
}
