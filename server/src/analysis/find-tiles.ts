import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { NotFound } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import type { BlobStore, ByteRange } from '../storage/index.ts'
import { findInspections } from './inspect-blob.ts'
import { ANALYSER_VERSION } from './model.ts'

/** Vector tiles (PMTiles) as bytes to send. */
export interface Tiles {
  sizeBytes: number
  /** Made again from the same bytes by another analyser, they are other tiles. */
  etag: string
  open(range?: ByteRange): Promise<Readable>
}

/** The vector tiles of a stored file. Throws `NotFound` when it has no map. */
export const getTiles = async ({ db, blobs }: { db: Db; blobs: BlobStore }, sha256: string): Promise<Tiles> => {
  const inspection = (await findInspections(db, [sha256])).get(sha256)
  if (!inspection?.geo?.hasTiles) throw new NotFound(NO_MAP)
  const path = await blobs.derivedPath(sha256, 'pmtiles')
  const found = await stat(path).catch(() => null)
  if (!found) throw new NotFound(NO_MAP)
  return {
    sizeBytes: found.size,
    etag: `${sha256}-${ANALYSER_VERSION}`,
    open: async (range) => createReadStream(path, range),
  }
}

const NO_MAP = { fr: 'Ce fichier n’a pas de carte.', en: 'This file has no map.' }
