import { sql } from 'kysely'
import type { Db, IdQuery } from '../db/index.ts'

/** Datasets of these owners, and these ones; deleted ones are nobody's work. */
export const idsOfWorkedOn = (of: { ownerId: string; organizationIds: string[]; assigned: string[] }): IdQuery =>
  sql`select id from datasets where deleted_at is null and (owner_id = ${of.ownerId}
    or organization_id = any(${of.organizationIds}::text[]) or id = any(${of.assigned}::text[]))`

/** What public datasets promised, and when they last kept it. */
export const selectPromises = async (db: Db, ids: IdQuery) => {
  const rows = await db
    .selectFrom('datasets')
    .select(['id', 'title', 'organization_id', 'frequency', 'last_update'])
    .where(sql<boolean>`id in (${ids})`)
    .where('private', '=', false)
    .where('archived_at', 'is', null)
    .where('frequency', 'is not', null)
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, title: row.title, organizationId: row.organization_id },
    ...{ frequency: row.frequency, lastUpdate: row.last_update },
  }))
}
