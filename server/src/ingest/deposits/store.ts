import { sql, type Selectable } from 'kysely'
import type { Db, DepositsTable, IdQuery } from '../../db/index.ts'
import type { AppliedFix, FileFix } from '../../analysis/index.ts'
import type { Deposit } from './model.ts'

/** The one of this id, which may be there already. */
export const insertDeposit = async (db: Db, deposit: Deposit): Promise<Deposit> => {
  await db
    .insertInto('deposits')
    .values({
      id: deposit.id,
      dataset_id: deposit.datasetId,
      resource_id: deposit.resourceId,
      author_id: deposit.authorId,
      file_name: deposit.fileName,
      sha256: deposit.sha256,
      sha1: deposit.sha1,
      size_bytes: deposit.sizeBytes,
      ...originalOf(deposit),
      fixes: JSON.stringify(deposit.fixes),
      applied: JSON.stringify(deposit.applied),
      base_version: deposit.baseVersion,
      flow_id: deposit.flowId,
      created_at: deposit.createdAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  return (await selectDeposit(db, deposit.datasetId, deposit.id)) ?? deposit
}

export const selectDeposit = async (db: Db, datasetId: string, id: string): Promise<Deposit | undefined> => {
  const row = await db
    .selectFrom('deposits')
    .selectAll()
    .where('dataset_id', '=', datasetId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && depositOf(row)
}

/** Those that wait, newest first. */
export const selectOpenDeposits = async (db: Db, datasetId: string): Promise<Deposit[]> => {
  const rows = await db
    .selectFrom('deposits')
    .selectAll()
    .where('dataset_id', '=', datasetId)
    .where('published_version', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(200)
    .execute()
  return rows.map(depositOf)
}

/** Those of these datasets that wait and that no flow holds, the oldest first, and how many there are. */
export const selectWaitingIn = async (db: Db, datasets: IdQuery, limit: number): Promise<[Deposit[], number]> => {
  const waiting = db
    .selectFrom('deposits')
    .where(sql<boolean>`dataset_id in (${datasets})`)
    .where('published_version', 'is', null)
    .where('flow_id', 'is', null)
  const rows = await waiting.selectAll().orderBy('created_at').orderBy('id').limit(limit).execute()
  const { n } = await waiting.select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return [rows.map(depositOf), n]
}

export const markPublished = async (db: Db, id: string, { resourceId, version }: NonNullable<Deposit['published']>) => {
  await db
    .updateTable('deposits')
    .set({ published_resource_id: resourceId, published_version: version })
    .where('id', '=', id)
    .execute()
}

/** Other bytes in the place of those that are looked at; false when they were published meanwhile, or given up. */
export const updateBytes = async (
  db: Db,
  { id, sha256, sha1, sizeBytes, fileName, fixes, applied }: Deposit,
): Promise<boolean> => {
  const made = { fixes: JSON.stringify(fixes), applied: JSON.stringify(applied) }
  const bytes = { sha256, sha1, size_bytes: sizeBytes, file_name: fileName, ...made }
  const waits = db.updateTable('deposits').set(bytes).where('id', '=', id).where('published_version', 'is', null)
  return (await waits.executeTakeFirst()).numUpdatedRows > 0n
}

export const deleteDeposit = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('deposits').where('id', '=', id).execute()
}

export const deleteDepositsOf = async (db: Db, flowId: string): Promise<void> => {
  const theirs = db.deleteFrom('deposits').where('flow_id', '=', flowId)
  await theirs.where('published_version', 'is', null).execute()
}

/** One that a flow holds and nobody published. */
export const deleteDepositOf = async (db: Db, flowId: string, id: string): Promise<void> => {
  const theirs = db.deleteFrom('deposits').where('flow_id', '=', flowId).where('id', '=', id)
  await theirs.where('published_version', 'is', null).execute()
}

/** Those that came before this date, unless a flow holds them or they are kept longer than now. */
export const deleteDepositsBefore = async (db: Db, date: Date, now: Date): Promise<void> => {
  const old = db.deleteFrom('deposits').where('created_at', '<', date).where('flow_id', 'is', null)
  await old.where((e) => e.or([e('kept_until', 'is', null), e('kept_until', '<', now)])).execute()
}

export const updateKept = async (db: Db, id: string, date: Date): Promise<void> => {
  await db.updateTable('deposits').set({ kept_until: date }).where('id', '=', id).execute()
}

/** Those of these deposits that are still there, with what each became; null: it waits. */
export const selectPublished = async (db: Db, ids: string[]): Promise<Map<string, { resourceId: string } | null>> => {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('deposits').select(['id', 'published_resource_id']).where('id', 'in', ids).execute()
  return new Map(
    rows.map((row) => [row.id, row.published_resource_id ? { resourceId: row.published_resource_id } : null]),
  )
}

/** Which of these blobs a deposit that waits needs, as it is or as it came. */
export const selectDepositBlobs = async (db: Db, sha256s: string[]): Promise<Set<string>> => {
  if (sha256s.length === 0) return new Set()
  const rows = await db
    .selectFrom('deposits')
    .select(['sha256', 'original_sha256'])
    .where((e) => e.or([e('sha256', 'in', sha256s), e('original_sha256', 'in', sha256s)]))
    .where('published_version', 'is', null)
    .execute()
  return new Set(rows.flatMap((row) => [row.sha256, row.original_sha256]))
}

const originalOf = ({ original }: Deposit) => ({
  original_sha256: original.sha256,
  original_sha1: original.sha1,
  original_size_bytes: original.sizeBytes,
  original_file_name: original.fileName,
})

const depositOf = (row: Selectable<DepositsTable>): Deposit => ({
  id: row.id,
  datasetId: row.dataset_id,
  resourceId: row.resource_id,
  authorId: row.author_id,
  fileName: row.file_name,
  sha256: row.sha256,
  sha1: row.sha1,
  sizeBytes: row.size_bytes,
  original: {
    ...{ fileName: row.original_file_name, sha256: row.original_sha256, sha1: row.original_sha1 },
    sizeBytes: row.original_size_bytes,
  },
  fixes: row.fixes as FileFix[],
  applied: row.applied as AppliedFix[],
  baseVersion: row.base_version,
  published:
    row.published_resource_id && row.published_version !== null
      ? { resourceId: row.published_resource_id, version: row.published_version }
      : null,
  flowId: row.flow_id,
  keptUntil: row.kept_until,
  createdAt: row.created_at,
})
