import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** Whose pieces of which file. */
export interface UploadKey {
  uploadId: string
  userId: string
  target: string
}

export interface UploadPart {
  index: number
  sha256: string
  sizeBytes: number
}

/** A piece sent again replaces itself: senders retry. */
export const upsertPart = async (db: Db, key: UploadKey, part: UploadPart): Promise<void> => {
  await db
    .insertInto('upload_parts')
    .values({
      upload_id: key.uploadId,
      user_id: key.userId,
      target: key.target,
      part_index: part.index,
      sha256: part.sha256,
      size_bytes: part.sizeBytes,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'target', 'upload_id', 'part_index'])
        .doUpdateSet({ sha256: part.sha256, size_bytes: part.sizeBytes }),
    )
    .execute()
}

/** In the order of the file. */
export const selectParts = async (db: Db, key: UploadKey): Promise<UploadPart[]> => {
  const rows = await ofUpload(db, key).selectAll().orderBy('part_index').execute()
  return rows.map((row) => ({ index: row.part_index, sha256: row.sha256, sizeBytes: row.size_bytes }))
}

export const deleteParts = async (db: Db, key: UploadKey): Promise<void> => {
  await db
    .deleteFrom('upload_parts')
    .where('user_id', '=', key.userId)
    .where('target', '=', key.target)
    .where('upload_id', '=', key.uploadId)
    .execute()
}

/** Forgets uploads whose last piece came before this moment. */
export const deletePartsBefore = async (db: Db, moment: Date): Promise<void> => {
  await sql`
    delete from upload_parts p using (
      select user_id, target, upload_id from upload_parts
      group by user_id, target, upload_id having max(created_at) < ${moment}
    ) old
    where p.user_id = old.user_id and p.target = old.target and p.upload_id = old.upload_id`.execute(db)
}

/** Which of these blobs some piece still needs. */
export const selectPartBlobs = async (db: Db, sha256s: string[]): Promise<Set<string>> => {
  const used = db
    .selectFrom('upload_parts')
    .select('sha256')
    .distinct()
    .where(sql<boolean>`sha256 = any(${sha256s})`)
  return new Set((await used.execute()).map(({ sha256 }) => sha256))
}

const ofUpload = (db: Db, key: UploadKey) =>
  db
    .selectFrom('upload_parts')
    .where('user_id', '=', key.userId)
    .where('target', '=', key.target)
    .where('upload_id', '=', key.uploadId)
