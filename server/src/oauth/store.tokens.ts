import { sql, type Selectable } from 'kysely'
import type { Db, OauthTokensTable } from '../db/index.ts'
import type { Token } from './model.ts'

export const insertToken = async (db: Db, token: Token): Promise<void> => {
  await db
    .insertInto('oauth_tokens')
    .values({
      access_hash: token.accessHash,
      refresh_hash: token.refreshHash,
      grant_id: token.grantId,
      client_id: token.clientId,
      user_id: token.userId,
      scopes: token.scopes,
      access_expires_at: token.accessExpiresAt,
      refresh_expires_at: token.refreshExpiresAt,
    })
    .execute()
}

export interface LiveAccess {
  userId: string
  scopes: Token['scopes']
  internal: boolean
}

/** Whom an access token stands for, while it is worth something. */
export const selectLiveAccess = async (db: Db, accessHash: string): Promise<LiveAccess | undefined> => {
  const row = await db
    .selectFrom('oauth_tokens')
    .innerJoin('oauth_clients', 'oauth_clients.id', 'oauth_tokens.client_id')
    .select(['oauth_tokens.user_id', 'oauth_tokens.scopes', 'oauth_clients.internal'])
    .where('oauth_tokens.access_hash', '=', accessHash)
    .where('oauth_tokens.revoked_at', 'is', null)
    .where('oauth_tokens.access_expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  if (!row || row.user_id === null) return undefined
  return { userId: row.user_id, scopes: row.scopes, internal: row.internal }
}

/** Locked until the end of the transaction: two uses of one refresh token come one after the other. */
export const lockRefreshToken = async (db: Db, refreshHash: string): Promise<Token | undefined> => {
  const row = await db
    .selectFrom('oauth_tokens')
    .selectAll()
    .where('refresh_hash', '=', refreshHash)
    .forUpdate()
    .executeTakeFirst()
  return row && tokenOf(row)
}

/** By either of the two, whatever its state; locked like `lockRefreshToken`. */
export const lockToken = async (db: Db, hash: string): Promise<Token | undefined> => {
  const row = await db
    .selectFrom('oauth_tokens')
    .selectAll()
    .where((where) => where.or([where('access_hash', '=', hash), where('refresh_hash', '=', hash)]))
    .forUpdate()
    .executeTakeFirst()
  return row && tokenOf(row)
}

/** Ends every token of one consent; true when one of them was alive. */
export const revokeGrant = async (db: Db, grantId: string): Promise<boolean> => {
  // A rotation under way holds the live row: once it is over, the update sees the row that it added.
  const live = db.selectFrom('oauth_tokens').select('access_hash').where('grant_id', '=', grantId)
  await live.where('revoked_at', 'is', null).forUpdate().execute()
  const { numUpdatedRows } = await db
    .updateTable('oauth_tokens')
    .set({ revoked_at: new Date() })
    .where('grant_id', '=', grantId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A revoked token is remembered as long as it would have lived, so that whoever brings it back is seen. */
export const deleteOldTokens = async (db: Db): Promise<void> => {
  await db
    .deleteFrom('oauth_tokens')
    .where(sql<Date>`coalesce(refresh_expires_at, access_expires_at)`, '<', sql<Date>`now()`)
    .execute()
}

const tokenOf = (row: Selectable<OauthTokensTable>): Token => ({
  accessHash: row.access_hash,
  refreshHash: row.refresh_hash,
  grantId: row.grant_id,
  clientId: row.client_id,
  userId: row.user_id,
  scopes: row.scopes,
  accessExpiresAt: row.access_expires_at,
  refreshExpiresAt: row.refresh_expires_at,
  revokedAt: row.revoked_at,
})
