import type { Selectable } from 'kysely'
import type { Db, OauthClientsTable } from '../db/index.ts'
import type { OauthClient } from './model.ts'

export const insertClient = async (db: Db, client: OauthClient): Promise<void> => {
  await db
    .insertInto('oauth_clients')
    .values({
      id: client.id,
      name: client.name,
      secret_hash: client.secretHash,
      redirect_uris: client.redirectUris,
      scopes: client.scopes,
      internal: client.internal,
      created_at: client.createdAt,
    })
    .execute()
}

export const selectClient = async (db: Db, id: string): Promise<OauthClient | undefined> => {
  const row = await db.selectFrom('oauth_clients').selectAll().where('id', '=', id).executeTakeFirst()
  return row && clientOf(row)
}

export const selectClients = async (db: Db): Promise<OauthClient[]> =>
  (await db.selectFrom('oauth_clients').selectAll().orderBy('name').orderBy('id').execute()).map(clientOf)

/** True when there was one. Its codes and tokens go with it. */
export const deleteClientRow = async (db: Db, id: string): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('oauth_clients').where('id', '=', id).executeTakeFirst()
  return numDeletedRows === 1n
}

const clientOf = (row: Selectable<OauthClientsTable>): OauthClient => ({
  id: row.id,
  name: row.name,
  secretHash: row.secret_hash,
  redirectUris: row.redirect_uris,
  scopes: row.scopes,
  internal: row.internal,
  createdAt: row.created_at,
})
