import { sql, type Selectable } from 'kysely'
import type { Db, SavedViewsTable } from '../db/index.ts'
import type { SavedView } from './model.ts'

/** Theirs and those that others share there, the oldest first. */
export const selectViews = async (db: Db, userId: string, organizationId: string | null): Promise<SavedView[]> => {
  const rows = await db
    .selectFrom('saved_views')
    .selectAll()
    .where(sql<boolean>`organization_id is not distinct from ${organizationId} and (user_id = ${userId} or shared)`)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(viewOf)
}

export const selectView = async (db: Db, id: string): Promise<SavedView | undefined> => {
  const row = await db.selectFrom('saved_views').selectAll().where('id', '=', id).executeTakeFirst()
  return row && viewOf(row)
}

export const insertView = async (db: Db, view: SavedView): Promise<void> => {
  await db.insertInto('saved_views').values(rowOf(view)).execute()
}

export const updateView = async (db: Db, view: SavedView): Promise<void> => {
  await db.updateTable('saved_views').set(rowOf(view)).where('id', '=', view.id).execute()
}

export const deleteViewRow = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('saved_views').where('id', '=', id).execute()
}

const rowOf = ({ id, userId, organizationId, name, query, shared }: SavedView) => ({
  ...{ id, name, query, shared },
  user_id: userId,
  organization_id: organizationId,
})

const viewOf = (row: Selectable<SavedViewsTable>): SavedView => ({
  id: row.id,
  userId: row.user_id,
  organizationId: row.organization_id,
  name: row.name,
  query: row.query,
  shared: row.shared,
  createdAt: row.created_at,
})
