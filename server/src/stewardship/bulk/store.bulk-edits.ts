import { sql, type Selectable } from 'kysely'
import type { BulkEditEntriesTable, BulkEditsTable, Db, Tx } from '../../db/index.ts'
import type { Page } from '../../http/index.ts'
import { ENTRY_STATES, type BulkEdit, type BulkEntry, type EntryState } from '../model.ts'

export const insertEdit = async (
  tx: Tx,
  {
    id,
    organizationId,
    authorId,
    asSiteAdmin,
    changes,
    undoes,
  }: Omit<BulkEdit, 'undoneBy' | 'createdAt' | 'endedAt' | 'counts'>,
  entries: Pick<BulkEntry, 'datasetId' | 'title' | 'before' | 'after'>[],
): Promise<void> => {
  const edit = {
    ...{ id, undoes, organization_id: organizationId, author_id: authorId, as_site_admin: asSiteAdmin },
    changes: JSON.stringify(changes),
  }
  await tx.insertInto('bulk_edits').values(edit).execute()
  const rows = entries.map(({ datasetId, title, before, after }, position) => ({
    ...{ edit_id: id, position, dataset_id: datasetId, title },
    ...{ before: JSON.stringify(before), after: JSON.stringify(after) },
  }))
  // One statement takes 65,535 values.
  for (let first = 0; first < rows.length; first += 1_000)
    await tx
      .insertInto('bulk_edit_entries')
      .values(rows.slice(first, first + 1_000))
      .execute()
}

export const selectEdit = async (db: Db, id: string): Promise<BulkEdit | undefined> => {
  const row = await edits(db).where('e.id', '=', id).executeTakeFirst()
  return row && editOf(row)
}

export const selectEdits = async (
  db: Db,
  organizationId: string,
  { page, pageSize }: Page,
): Promise<[BulkEdit[], number]> => {
  const { total } = await db
    .selectFrom('bulk_edits')
    .select((e) => e.fn.countAll<number>().as('total'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow()
  const rows = await edits(db)
    .where('e.organization_id', '=', organizationId)
    .orderBy('e.created_at', 'desc')
    .orderBy('e.id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(editOf), total]
}

/** With the counts of its lines, in the same query. */
const edits = (db: Db) =>
  db
    .selectFrom('bulk_edits as e')
    .selectAll('e')
    .select([
      sql<string | null>`(select u.id from bulk_edits u where u.undoes = e.id)`.as('undone_by'),
      sql<Partial<Record<EntryState, number>> | null>`(select jsonb_object_agg(state, n) from (
        select state, count(*) as n from bulk_edit_entries where edit_id = e.id group by state) counted)`.as('counts'),
    ])

export const selectEntries = async (
  db: Db,
  editId: string,
  { page, pageSize }: Page,
): Promise<[BulkEntry[], number]> => {
  const entries = db.selectFrom('bulk_edit_entries').where('edit_id', '=', editId)
  const { total } = await entries.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await entries
    .selectAll()
    .orderBy('position')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(entryOf), total]
}

/** What an edit changed, for what takes it back. */
export const selectChanged = async (db: Db, editId: string): Promise<BulkEntry[]> => {
  const entries = db.selectFrom('bulk_edit_entries').selectAll().where('edit_id', '=', editId)
  return (await entries.where('state', '=', 'changed').orderBy('position').execute()).map(entryOf)
}

export const selectWaiting = async (db: Db, editId: string): Promise<number[]> => {
  const entries = db.selectFrom('bulk_edit_entries').select('position').where('edit_id', '=', editId)
  return (await entries.where('state', '=', 'waiting').orderBy('position').execute()).map(({ position }) => position)
}

export type Waiting = Pick<BulkEntry, 'datasetId' | 'before' | 'after'>

/** Takes a line that nobody has done yet. */
export const lockEntry = async (tx: Tx, editId: string, position: number): Promise<Waiting | undefined> => {
  const row = await tx
    .selectFrom('bulk_edit_entries')
    .selectAll()
    .where('edit_id', '=', editId)
    .where('position', '=', position)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst()
  return row && entryOf(row)
}

export const saveOutcome = async (
  db: Db,
  editId: string,
  position: number,
  { state, before, after, kept, reason }: Omit<BulkEntry, 'datasetId' | 'title'>,
): Promise<void> => {
  await db
    .updateTable('bulk_edit_entries')
    .set({
      ...{ state, kept, before: JSON.stringify(before), after: JSON.stringify(after) },
      reason: reason && JSON.stringify(reason),
    })
    .where('edit_id', '=', editId)
    .where('position', '=', position)
    .where('state', '=', 'waiting')
    .execute()
}

export const endEdit = async (db: Db, id: string, now: Date): Promise<void> => {
  await db.updateTable('bulk_edits').set({ ended_at: now }).where('id', '=', id).where('ended_at', 'is', null).execute()
}

type EditRow = Selectable<BulkEditsTable> & {
  undone_by: string | null
  counts: Partial<Record<EntryState, number>> | null
}

const editOf = (row: EditRow): BulkEdit => ({
  id: row.id,
  organizationId: row.organization_id,
  authorId: row.author_id,
  asSiteAdmin: row.as_site_admin,
  changes: row.changes,
  undoes: row.undoes,
  undoneBy: row.undone_by,
  createdAt: row.created_at,
  endedAt: row.ended_at,
  counts: Object.fromEntries(ENTRY_STATES.map((state) => [state, row.counts?.[state] ?? 0])) as BulkEdit['counts'],
})

const entryOf = (row: Selectable<BulkEditEntriesTable>): BulkEntry => ({
  datasetId: row.dataset_id,
  title: row.title,
  state: row.state,
  before: row.before,
  after: row.after,
  kept: row.kept as BulkEntry['kept'],
  reason: row.reason,
})
