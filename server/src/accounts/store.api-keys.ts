import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { ApiKeysTable, Db, Tx } from '../db/index.ts'
import type { ApiKey, User } from './model.ts'
import { userOf } from './store.ts'

export const insertApiKey = async (
  db: Db,
  key: Pick<ApiKey, 'id' | 'userId' | 'name' | 'keyPrefix' | 'expiresAt' | 'scopes' | 'organizationId'>,
  keyHash: string,
): Promise<ApiKey> =>
  apiKeyOf(
    await db
      .insertInto('api_keys')
      .values({
        id: key.id,
        user_id: key.userId,
        name: key.name,
        key_prefix: key.keyPrefix,
        key_hash: keyHash,
        expires_at: key.expiresAt,
        scopes: key.scopes,
        organization_id: key.organizationId,
      })
      .returningAll()
      .executeTakeFirstOrThrow(),
  )

export const selectApiKeys = async (db: Db, userId: string): Promise<ApiKey[]> => {
  const keys = db.selectFrom('api_keys').selectAll().where('user_id', '=', userId).where('revoked_at', 'is', null)
  return (await keys.orderBy('created_at', 'desc').execute()).map(apiKeyOf)
}

/** How many keys each of these people has that work. */
export const countWorkingKeys = async (db: Db, userIds: string[]): Promise<Map<string, number>> => {
  const { rows } = await sql<{ user_id: string; keys: number }>`
    select user_id, count(*)::int as keys from api_keys
    where user_id = any(${userIds}) and revoked_at is null and (expires_at is null or expires_at > now())
    group by user_id`.execute(db)
  return new Map(rows.map(({ user_id: id, keys }) => [id, keys]))
}

export const selectApiKeysOfOrganization = async (db: Db, organizationId: string): Promise<ApiKey[]> => {
  const keys = db.selectFrom('api_keys').selectAll().where('organization_id', '=', organizationId)
  return (await keys.where('revoked_at', 'is', null).orderBy('created_at', 'desc').execute()).map(apiKeyOf)
}

/** One of a person's, or one of those that work for an organization alone. */
export const selectApiKey = async (
  db: Db,
  of: { userId: string } | { organizationId: string },
  id: string,
): Promise<ApiKey | undefined> => {
  const keys = db.selectFrom('api_keys').selectAll().where('id', '=', id)
  const theirs =
    'userId' in of ? keys.where('user_id', '=', of.userId) : keys.where('organization_id', '=', of.organizationId)
  const row = await theirs.executeTakeFirst()
  return row && apiKeyOf(row)
}

/** The keys that end within so many days, of people who were not told so, if that moment came after they were made. */
export const lockExpiringKeys = async (tx: Tx, days: number, now: Date): Promise<ApiKey[]> => {
  const end = sql<Date>`${now}::timestamptz + make_interval(days => ${days})`
  const rows = await tx
    .selectFrom('api_keys')
    .selectAll()
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('expires_at', '<=', end)
    .where(sql<boolean>`created_at < expires_at - make_interval(days => ${days})`)
    .where((where) => where.or([where('told_days', 'is', null), where('told_days', '>', days)]))
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(apiKeyOf)
}

export const recordTold = async (tx: Tx, ids: string[], days: number): Promise<void> => {
  if (ids.length > 0) await tx.updateTable('api_keys').set({ told_days: days }).where('id', 'in', ids).execute()
}

export const revokeApiKeyRow = async (db: Db, id: string): Promise<void> => {
  await db.updateTable('api_keys').set({ revoked_at: new Date() }).where('id', '=', id).execute()
}

export const revokeApiKeysOf = async (db: Db, userId: string): Promise<void> => {
  const keys = db.updateTable('api_keys').set({ revoked_at: new Date() })
  await keys.where('user_id', '=', userId).where('revoked_at', 'is', null).execute()
}

export const selectByKeyHash = async (db: Db, keyHash: string): Promise<{ key: ApiKey; user: User } | undefined> => {
  const row = await db.selectFrom('api_keys').selectAll().where('key_hash', '=', keyHash).executeTakeFirst()
  if (!row) return undefined
  const user = await db.selectFrom('users').selectAll().where('id', '=', row.user_id).executeTakeFirstOrThrow()
  return { key: apiKeyOf(row), user: userOf(user) }
}

/** Notes the use, at most once a minute a client: a read must not cost a write. Keeps the 20 first user agents. */
export const recordKeyUse = async (db: Db, id: string, userAgent: string): Promise<void> => {
  await db
    .updateTable('api_keys')
    .set({
      last_used_at: new Date(),
      user_agents: sql<
        string[]
      >`case when ${userAgent} = any(user_agents) or cardinality(user_agents) >= 20 then user_agents else array_append(user_agents, ${userAgent}) end`,
    })
    .where('id', '=', id)
    .where((where) =>
      where.or([where('last_used_at', 'is', null), where('last_used_at', '<', sql<Date>`now() - interval '1 minute'`)]),
    )
    .execute()
}

const apiKeyOf = (row: Selectable<ApiKeysTable>): ApiKey => ({
  id: row.id,
  userId: row.user_id,
  name: row.name,
  keyPrefix: row.key_prefix,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  userAgents: row.user_agents,
  scopes: row.scopes,
  organizationId: row.organization_id,
})
