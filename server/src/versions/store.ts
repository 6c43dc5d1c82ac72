import { sql, type Selectable } from 'kysely'
import type { Db, IdQuery, Tx, VersionsTable } from '../db/index.ts'
import type { Version } from './model.ts'

export const insertVersion = async (db: Db, version: NewRow): Promise<void> => {
  await db
    .insertInto('versions')
    .values({
      id: version.id,
      resource_id: version.resourceId,
      number: version.number,
      file_name: version.fileName,
      sha256: version.sha256,
      sha1: version.sha1,
      size_bytes: version.sizeBytes,
      mime: version.mime,
      format: version.format,
      author_id: version.authorId,
      reason: version.reason,
      created_at: version.createdAt,
      dataset_id: version.datasetId,
      via: version.via,
      restored_from: version.restoredFrom,
    })
    .execute()
}

/** What a version is when it comes: nobody named it or purged it yet. */
type NewRow = Omit<Version, 'label' | 'purged'> & { datasetId: string | null }

export const selectLastNumber = async (db: Db, resourceId: string): Promise<number> => {
  const last = db
    .selectFrom('versions')
    .select((e) => e.fn.max('number').as('number'))
    .where('resource_id', '=', resourceId)
  return (await last.executeTakeFirstOrThrow()).number ?? 0
}

export const selectVersion = async (db: Db, resourceId: string, number: number): Promise<Version | undefined> => {
  const row = await db
    .selectFrom('versions')
    .selectAll()
    .where('resource_id', '=', resourceId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row && versionOf(row)
}

/** Versions of several resources in one query, newest first. */
export const selectVersions = async (db: Db, resourceIds: string[]): Promise<Map<string, Version[]>> => {
  const byResource = new Map<string, Version[]>(resourceIds.map((id) => [id, []]))
  if (resourceIds.length === 0) return byResource
  const rows = await db
    .selectFrom('versions')
    .selectAll()
    .where('resource_id', 'in', resourceIds)
    .orderBy('number', 'desc')
    .execute()
  for (const row of rows) byResource.get(row.resource_id)?.push(versionOf(row))
  return byResource
}

/** The newest version of each resource, by resource from this id on. */
export const selectNewest = async (db: Db, afterResource: string, limit: number): Promise<Version[]> => {
  const rows = await db
    .selectFrom('versions')
    .distinctOn('resource_id')
    .selectAll()
    .where('purged_at', 'is', null)
    .$if(afterResource !== '', (query) => query.where('resource_id', '>', afterResource))
    .orderBy('resource_id')
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(versionOf)
}

/** Which of these blobs some version still needs. */
export const selectBlobsInUse = async (db: Db, sha256s: string[]): Promise<Set<string>> => {
  if (sha256s.length === 0) return new Set()
  const rows = await db
    .selectFrom('versions')
    .select('sha256')
    .distinct()
    .where('sha256', 'in', sha256s)
    .where('purged_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.sha256))
}

const versionOf = (row: Selectable<VersionsTable>): Version => ({
  id: row.id,
  resourceId: row.resource_id,
  number: row.number,
  fileName: row.file_name,
  sha256: row.sha256,
  sha1: row.sha1,
  sizeBytes: row.size_bytes,
  mime: row.mime,
  format: row.format,
  authorId: row.author_id,
  reason: row.reason,
  createdAt: row.created_at,
  label: row.label,
  via: row.via,
  restoredFrom: row.restored_from,
  purged: row.purged_at && { at: row.purged_at, by: row.purged_by, reason: row.purge_reason ?? '' },
})

export const updateLabel = async (db: Db, versionId: string, label: string | null): Promise<void> => {
  await db.updateTable('versions').set({ label }).where('id', '=', versionId).execute()
}

/** Marks every version of a resource with these bytes; answers their numbers. */
export const markPurged = async (
  db: Db,
  { resourceId, sha256 }: Pick<Version, 'resourceId' | 'sha256'>,
  { at, by, reason }: NonNullable<Version['purged']>,
): Promise<number[]> => {
  const rows = await db
    .updateTable('versions')
    .set({ purged_at: at, purged_by: by, purge_reason: reason })
    .where('resource_id', '=', resourceId)
    .where('sha256', '=', sha256)
    .where('purged_at', 'is', null)
    .returning('number')
    .execute()
  return rows.map(({ number }) => number)
}

/** Versions of all the files of a dataset, newest first, and how many there are. */
export const selectVersionsOfDataset = async (
  db: Db,
  datasetId: string,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<{ versions: Version[]; total: number }> => {
  const all = db.selectFrom('versions').where('dataset_id', '=', datasetId)
  const rows = await all
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('number', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  const { total } = await all.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { versions: rows.map(versionOf), total: Number(total) }
}

/** How many came to files of these datasets since a day, by day in Paris. */
export const countByDay = async (db: Db, datasets: IdQuery, since: string): Promise<Map<string, number>> => {
  const day = sql<string>`to_char(created_at at time zone 'Europe/Paris', 'YYYY-MM-DD')`
  const rows = await db
    .selectFrom('versions')
    .select([day.as('day'), (e) => e.fn.countAll<number>().as('n')])
    .where(sql<boolean>`dataset_id in (${datasets})`)
    .where(sql<boolean>`created_at >= ${since}::timestamp at time zone 'Europe/Paris'`)
    .groupBy(day)
    .execute()
  return new Map(rows.map((row) => [row.day, row.n]))
}

/** What the versions of these resources take, the same bytes once; those of one blob apart. */
export const sumKeptBytes = async (db: Db, resourceIds: IdQuery, exceptSha256: string): Promise<number> => {
  const kept = sql<{ total: number }>`
    select coalesce(sum(size_bytes), 0)::bigint as total from (
      select distinct sha256, size_bytes from versions
      where purged_at is null and sha256 <> ${exceptSha256} and resource_id in (${resourceIds})
    ) kept`
  return (await kept.execute(db)).rows[0]?.total ?? 0
}

/** Whoever publishes these bytes and whoever withdraws them wait for one another, until the transaction ends. */
export const lockBlob = async (tx: Tx, sha256: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 0))`.execute(tx)
}
