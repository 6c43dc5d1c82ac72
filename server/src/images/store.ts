import type { Db } from '../db/index.ts'

/** Bytes that are served under a key. */
export interface StoredImage {
  key: string
  sha256: string
  mime: string
  sizeBytes: number
}

export const insertImages = async (db: Db, images: StoredImage[]): Promise<void> => {
  const rows = images.map(({ key, sha256, mime, sizeBytes }) => ({ key, sha256, mime, size_bytes: sizeBytes }))
  await db.insertInto('images').values(rows).execute()
}

export const selectImage = async (db: Db, key: string): Promise<StoredImage | undefined> => {
  const row = await db.selectFrom('images').selectAll().where('key', '=', key).executeTakeFirst()
  return row && { key: row.key, sha256: row.sha256, mime: row.mime, sizeBytes: row.size_bytes }
}

export const deleteImages = async (db: Db, keys: string[]): Promise<void> => {
  if (keys.length > 0) await db.deleteFrom('images').where('key', 'in', keys).execute()
}

/** Which of these blobs some picture still needs. */
export const selectImageBlobs = async (db: Db, sha256s: string[]): Promise<Set<string>> => {
  if (sha256s.length === 0) return new Set()
  const rows = await db.selectFrom('images').select('sha256').distinct().where('sha256', 'in', sha256s).execute()
  return new Set(rows.map((row) => row.sha256))
}
