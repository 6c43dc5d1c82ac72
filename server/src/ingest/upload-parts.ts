import { daysAfter } from '../lib/dates.ts'
import { Invalid } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { Db } from '../db/index.ts'
import type { Blob, BlobStore } from '../storage/index.ts'
import {
  deleteParts,
  deletePartsBefore,
  selectPartBlobs,
  selectParts,
  upsertPart,
  type UploadKey,
} from './store.parts.ts'

/** More pieces than any honest file has: 20 MB each would make 200 GB. */
const MAX_PARTS = 10_000

/** Keeps a piece of a file until its last call (udata-api.md §9.3). Throws `Invalid` when it isn't what its sender says. */
export const keepPart = async (db: Db, key: UploadKey, blob: Blob, fields: Record<string, unknown>): Promise<void> => {
  const index = Number(fields.partindex)
  if (!Number.isInteger(index) || index < 0 || index >= partsOf(fields)) throw new Invalid(BAD_INDEX)
  if (fields.chunksize !== undefined && Number(fields.chunksize) !== blob.sizeBytes) throw new Invalid(BAD_SIZE)
  await upsertPart(db, key, { index, sha256: blob.sha256, sizeBytes: blob.sizeBytes })
}

/** The whole file, read piece after piece, and its size. Throws `Invalid` when one is missing. */
export const joinParts = async (
  { db, blobs }: { db: Db; blobs: BlobStore },
  key: UploadKey,
  fields: Record<string, unknown>,
): Promise<{ sizeBytes: number; body: AsyncIterable<Uint8Array> }> => {
  const all = await selectParts(db, key)
  const parts = all.slice(0, partsOf(fields))
  const missing = Array.from({ length: partsOf(fields) }, (_, index) => index).filter(
    (index) => parts[index]?.index !== index,
  )
  if (missing.length > 0) throw new Invalid(missingParts(missing))
  return { sizeBytes: parts.reduce((total, part) => total + part.sizeBytes, 0), body: bytesOf(blobs, parts) }
}

/** Forgets the pieces of a file that was published. */
export const forgetParts = (db: Db, key: UploadKey): Promise<void> => deleteParts(db, key)

/** Forgets uploads that nobody went on with for a day. May run twice: what is gone stays gone. */
export const purgeParts = (db: Db, now = new Date()): Promise<void> => deletePartsBefore(db, daysAfter(now, -1))

/** Which of these blobs are pieces of a file under way. */
export const findPartBlobs = (db: Db, sha256s: string[]): Promise<Set<string>> => selectPartBlobs(db, sha256s)

/** How many pieces the sender announces; 1 for a file in one piece. Throws `Invalid` for no number. */
export const partsOf = (fields: Record<string, unknown>): number => {
  const total = fields.totalparts === undefined ? 1 : Number(fields.totalparts)
  if (!Number.isInteger(total) || total < 1 || total > MAX_PARTS) throw new Invalid(BAD_TOTAL)
  return total
}

/** One after another. Nothing is opened before somebody reads. */
export async function* bytesOf(blobs: BlobStore, parts: { sha256: string }[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* await blobs.read(part.sha256)
}

const BAD_INDEX: Text = {
  fr: '« partindex » doit être le rang du morceau, à partir de 0 et sous « totalparts ».',
  en: '“partindex” must be the rank of the chunk, from 0 and below “totalparts”.',
}
const BAD_SIZE: Text = {
  fr: 'Ce morceau n’a pas la taille annoncée (« chunksize »). Envoyez-le de nouveau.',
  en: 'This chunk does not have the announced size (“chunksize”). Send it again.',
}
const BAD_TOTAL: Text = {
  fr: `« totalparts » doit être un nombre entier de 1 à ${MAX_PARTS}.`,
  en: `“totalparts” must be an integer from 1 to ${MAX_PARTS}.`,
}
const missingParts = (missing: number[]): Text => {
  const list = missing.slice(0, 20).join(', ')
  return {
    fr: `Il manque des morceaux : ${list}. Envoyez-les, puis terminez de nouveau.`,
    en: `Some chunks are missing: ${list}. Send them, then finish again.`,
  }
}
