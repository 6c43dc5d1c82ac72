import { sql, type RawBuilder, type Selectable } from 'kysely'
import { containing, inTransaction, type AuditEntriesTable, type Db, type IdQuery } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { AuditEntry, AuditQuery, NewEntry } from './model.ts'

export const insertEntries = async (db: Db, entries: NewEntry[]): Promise<void> => {
  const rows = entries.map(({ userId, ...entry }) => ({ ...entry, user_id: userId }))
  await db.insertInto('audit_entries').values(rows).execute()
}

/** What is asked, with the people and the operations that its words were found to mean. */
export interface Filter extends AuditQuery {
  people: IdQuery | null
  operations: string[]
}

export const selectEntries = async (
  db: Db,
  filter: Filter,
  { page, pageSize }: Page,
): Promise<[AuditEntry[], number]> => {
  const found = db.selectFrom('audit_entries').where(sql<boolean>`${matching(filter)}`)
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = found.selectAll().orderBy('at', 'desc').orderBy('id', 'desc')
  const read = await rows
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [read.map(entryOf), total]
}

const BATCH = 1_000

/** All of them, newest first, a thousand at a time. */
export async function* streamEntries(db: Db, filter: Filter): AsyncGenerator<AuditEntry[]> {
  let last: AuditEntry | undefined
  do {
    let found = db.selectFrom('audit_entries').where(sql<boolean>`${matching(filter)}`)
    if (last) found = found.where(sql<boolean>`(at, id) < (${last.at}, ${last.id})`)
    const rows = await found.selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(BATCH).execute()
    const entries = rows.map(entryOf)
    yield entries
    last = entries.length === BATCH ? entries.at(-1) : undefined
  } while (last)
}

/** Only what is older than this goes: the table refuses any other deletion. */
export const deleteEntries = (db: Db, days: number): Promise<void> =>
  inTransaction(db, async (tx) => {
    await sql`select set_config('cimaise.purges_audit', 'yes', true)`.execute(tx)
    const old = tx.deleteFrom('audit_entries').where('at', '<', sql<Date>`now() - make_interval(days => ${days})`)
    await old.execute()
  })

const matching = (filter: Filter): RawBuilder<unknown> => {
  const conditions = [sql`true`]
  if (filter.people && filter.person !== undefined)
    conditions.push(sql`(user_id in (${filter.people}) or account ilike ${containing(filter.person)})`)
  if (filter.q !== undefined)
    conditions.push(sql`(operation = any(${filter.operations}::text[]) or path ilike ${containing(filter.q)})`)
  if (filter.operation !== undefined) conditions.push(sql`operation = ${filter.operation}`)
  if (filter.object !== undefined) conditions.push(sql`path ilike ${containing(filter.object)}`)
  if (filter.from) conditions.push(sql`at >= ${filter.from}`)
  if (filter.to) conditions.push(sql`at < ${filter.to}`)
  if (filter.outcome) conditions.push(filter.outcome === 'done' ? sql`status < 400` : sql`status >= 400`)
  return sql.join(conditions, sql` and `)
}

const entryOf = ({ user_id: userId, ...row }: Selectable<AuditEntriesTable>): AuditEntry => ({ ...row, userId })
