import type { Db } from '../../db/index.ts'
import type { Upload } from './model.ts'

export const insertUpload = async (db: Db, upload: Upload): Promise<void> => {
  await db
    .insertInto('uploads')
    .values({ id: upload.id, user_id: upload.userId, file_name: upload.fileName, size_bytes: upload.sizeBytes })
    .execute()
}

/** One of this person's. */
export const selectUpload = async (db: Db, userId: string, id: string): Promise<Upload | undefined> => {
  const found = db.selectFrom('uploads').selectAll().where('id', '=', id).where('user_id', '=', userId)
  const row = await found.executeTakeFirst()
  return (
    row && {
      ...{ id: row.id, userId: row.user_id, fileName: row.file_name, sizeBytes: row.size_bytes },
      hashes: row.sha256 && row.sha1 ? { sha256: row.sha256, sha1: row.sha1 } : null,
    }
  )
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
