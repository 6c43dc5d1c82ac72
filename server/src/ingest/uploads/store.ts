import { sql, type Selectable } from 'kysely'
import type { Db, UploadsTable } from '../../db/index.ts'
import type { Upload } from './model.ts'

export const insertUpload = async (db: Db, upload: Upload): Promise<void> => {
  const { id, userId, fileName, sizeBytes, dataset, resource } = upload
  await db
    .insertInto('uploads')
    .values({ ...{ id, dataset, resource }, user_id: userId, file_name: fileName, size_bytes: sizeBytes })
    .execute()
}

/** One of this person's. */
export const selectUpload = async (db: Db, userId: string, id: string): Promise<Upload | undefined> => {
  const row = await ofPerson(db, userId).where('id', '=', id).executeTakeFirst()
  return row && uploadOf(row)
}

/** This person's, newest first. */
export const selectUploads = async (db: Db, userId: string): Promise<Upload[]> =>
  (await ofPerson(db, userId).orderBy('created_at', 'desc').limit(200).execute()).map(uploadOf)

/** Announced by this person, all uploads that aren't finished together. */
export const sumUploadBytes = async (db: Db, userId: string): Promise<number> => {
  const uploads = db.selectFrom('uploads').where('user_id', '=', userId)
  const { bytes } = await uploads
    .select(sql<number>`coalesce(sum(size_bytes), 0)::float8`.as('bytes'))
    .executeTakeFirstOrThrow()
  return bytes
}

export const updateHashes = async (db: Db, id: string, hashes: NonNullable<Upload['hashes']>): Promise<void> => {
  await db.updateTable('uploads').set(hashes).where('id', '=', id).execute()
}

/** Whether it was there. */
export const deleteUpload = async (db: Db, id: string): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('uploads').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

export const selectUploadsBefore = async (db: Db, date: Date): Promise<string[]> => {
  const rows = await db.selectFrom('uploads').select('id').where('created_at', '<', date).execute()
  return rows.map(({ id }) => id)
}

const ofPerson = (db: Db, userId: string) => db.selectFrom('uploads').selectAll().where('user_id', '=', userId)

const uploadOf = (row: Selectable<UploadsTable>): Upload => ({
  ...{ id: row.id, userId: row.user_id, fileName: row.file_name, sizeBytes: row.size_bytes },
  ...{ dataset: row.dataset, resource: row.resource },
  hashes: row.sha256 && row.sha1 ? { sha256: row.sha256, sha1: row.sha1 } : null,
})
