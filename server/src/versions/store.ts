import type { Selectable } from 'kysely'
import type { Db, VersionsTable } from '../db/index.ts'
import type { Version } from './model.ts'

export const insertVersion = async (db: Db, version: Version): Promise<void> => {
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
    })
    .execute()
}

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

/** Which of these blobs some version still needs. */
export const selectBlobsInUse = async (db: Db, sha256s: string[]): Promise<Set<string>> => {
  if (sha256s.length === 0) return new Set()
  const rows = await db.selectFrom('versions').select('sha256').distinct().where('sha256', 'in', sha256s).execute()
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
})
