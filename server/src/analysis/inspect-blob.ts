import type { Db } from '../db/index.ts'
import type { Blob, BlobStore } from '../storage/index.ts'
import { ANALYSER_VERSION, type Inspection, type Inspector } from './model.ts'
import { deleteInspection, selectInspections, upsertInspection } from './store.ts'

export interface InspectionDeps {
  db: Db
  blobs: BlobStore
  inspector: Inspector
}

/**
 * What a stored file is. The same bytes are inspected once, whatever they are called; a failure (crash, timeout) is
 * recorded too, and tried again when the file comes again, not each time that somebody reads about it (`again: false`).
 */
export const inspectBlob = async (
  { db, blobs, inspector }: InspectionDeps,
  blob: Blob,
  fileName: string,
  { again = true } = {},
): Promise<Inspection> => {
  const known = (await findInspections(db, [blob.sha256])).get(blob.sha256)
  if (known && (known.outcome !== 'failed' || !again)) return known
  const inspection = await inspector.inspect({
    path: await blobs.localPath(blob.sha256),
    fileName,
    sizeBytes: blob.sizeBytes,
    parquetPath: await blobs.derivedPath(blob.sha256, 'parquet'),
    tilesPath: await blobs.derivedPath(blob.sha256, 'pmtiles'),
  })
  await upsertInspection(db, blob.sha256, inspection)
  return inspection
}

/** Inspections by the SHA-256 of their file, in one query; files that were not inspected are left out. */
export const findInspections = (db: Db, sha256s: string[]): Promise<Map<string, Inspection>> =>
  selectInspections(db, [...new Set(sha256s)], ANALYSER_VERSION)

/** Forgets what was seen in bytes that had to go. */
export const forgetInspection = (db: Db, sha256: string): Promise<void> => deleteInspection(db, sha256)
