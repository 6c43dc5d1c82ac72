import { randomUUID } from 'node:crypto'
import { ownIdOf, type Actor, type UserActor } from '../../lib/actor.ts'
import { Conflict, Invalid, NotFound, TooLarge, Unauthorized } from '../../lib/errors.ts'
import { isUuid } from '../../lib/ids.ts'
import type { Text } from '../../lib/text.ts'
import { looksLikeHtml } from '../../analysis/index.ts'
import { inTransaction, type Db, type Tx } from '../../db/index.ts'
import type { Blob, BlobStore, PartialFiles } from '../../storage/index.ts'
import type { ReceivedFile } from '../deposit-file.ts'
import { findTarget, type Target } from '../deposit-target.ts'
import { FIRST_LOOK_BYTES, judgeFileName, judgeFirstBytes } from '../first-look.rules.ts'
import { peek } from '../peek.ts'
import { demandRoom, type RoomDeps } from '../room.ts'
import { expiryOf, HOURS_KEPT, type Upload } from './model.ts'
import {
  deleteUpload,
  insertUpload,
  selectUpload,
  selectUploads,
  selectUploadsBefore,
  sumUploadBytes,
  updateHashes,
} from './store.ts'

export interface UploadDeps extends RoomDeps {
  db: Db
  blobs: BlobStore
  /** What isn't whole yet. */
  partials: PartialFiles
}

/** How far an upload is: what its sender goes on from. */
export interface Progress {
  upload: Upload
  offset: number
  expiresAt: Date
}

/** How many of the largest files one person may have under way. */
const MOST_FILES = 10

export interface Announced {
  fileName: string
  sizeBytes: number
  /** Where it will go, when the sender says so: who may not write there, or has no room, learns it before sending. */
  target: Target | null
}

/**
 * Begins an upload. The name is judged, and whether it fits, before a byte is sent. Throws `Unauthorized`, `Invalid`,
 * `TooLarge`, `StorageFull`; with a target `NotFound`, `Forbidden`.
 */
export const startUpload = async (
  deps: UploadDeps,
  actor: Actor,
  { fileName, sizeBytes, target }: Announced,
): Promise<Progress> => {
  const { userId } = personOf(actor)
  const found = target && (await findTarget(deps.db, actor, target))
  if (sizeBytes === 0) judgeFirstBytes(Buffer.alloc(0), false)
  await demandRoom(deps, found && found.owner, sizeBytes)
  // Of what isn't published no quota knows: one person must not fill the disk with it.
  const unfinished = await sumUploadBytes(deps.db, userId)
  if (unfinished + sizeBytes > MOST_FILES * deps.maxUploadBytes) throw new TooLarge(TOO_MANY)
  const upload: Upload = {
    ...{ id: randomUUID(), userId, fileName: judgeFileName(fileName), sizeBytes, hashes: null },
    ...{ dataset: target?.dataset ?? null, resource: target?.resourceId ?? null },
  }
  // The file first: a row without one would be an upload that can't go on.
  await deps.partials.create(upload.id)
  await insertUpload(deps.db, upload)
  return { upload, offset: 0, expiresAt: expiryOf(new Date()) }
}

/** The caller's uploads that no deposit took yet, newest first: what a script goes on with. Throws `Unauthorized`. */
export const listUploads = async (db: Db, actor: Actor): Promise<Upload[]> =>
  selectUploads(db, ownIdOf(personOf(actor)) ?? '')

/** One of the caller's uploads; anybody else's doesn't exist for them. Throws `NotFound`, `Unauthorized`. */
export const getProgress = async ({ db, partials }: UploadDeps, actor: Actor, id: string): Promise<Progress> => {
  const upload = await getUpload(db, actor, id)
  const file = await partials.find(upload.id)
  if (!file) throw new NotFound(NO_UPLOAD)
  return { upload, offset: file.sizeBytes, expiresAt: expiryOf(file.touchedAt) }
}

export interface Piece {
  offset: number
  body: AsyncIterable<Uint8Array>
  /** Bytes that it says it holds, when it does. */
  sizeBytes: number | null
  /** Judges the hashes of this piece, by throwing. */
  accept?: (added: Blob) => void
  /** Ends its sender. */
  stop: () => void
}

/**
 * Adds a piece at the end of an upload. Whoever was sending to it is ended: a cut connection may not have noticed. The
 * first 4 KB are judged as soon as they are there; what is refused is forgotten whole. Throws `NotFound`, `Conflict`
 * (not the place where it stopped), `TooLarge`, `Invalid`, `Unsupported`, `StorageFull`.
 */
export const continueUpload = async (deps: UploadDeps, actor: Actor, id: string, piece: Piece): Promise<Progress> => {
  const { partials } = deps
  const { upload, offset } = await getProgress(deps, actor, id)
  if (piece.offset !== offset) throw new Conflict(goOnFrom(offset))
  const left = upload.sizeBytes - offset
  // The disk may have filled since it began.
  await demandRoom(deps, null, left)
  if ((piece.sizeBytes ?? 0) > left) throw new TooLarge(MORE_THAN_ANNOUNCED)
  const body = within(left, await judged(deps, upload, offset, piece.body))
  const { stop, accept } = piece
  const reached = await partials.append(upload.id, body, { start: offset, stop, accept })
  // Somebody else went on with it meanwhile.
  if (reached === undefined) throw new Conflict(goOnFrom((await getProgress(deps, actor, id)).offset))
  return { upload, offset: reached, expiresAt: expiryOf(new Date()) }
}

/** Gives an upload up. Throws `NotFound`, `Unauthorized`. */
export const dropUpload = async (deps: UploadDeps, actor: Actor, id: string): Promise<void> =>
  forget(deps, await getUpload(deps.db, actor, id))

export interface Taking<T> {
  /** Judges the whole file before it is kept, by throwing. */
  accept: (blob: Blob) => unknown
  /** Writes what needs the file, in the transaction that ends the upload. */
  keep: (tx: Tx, received: ReceivedFile) => Promise<T>
}

/**
 * Turns a whole upload into a received file: moved into the blob store, not copied. The upload ends in the transaction
 * that writes who needs the file; killed anywhere before, it can be taken again. What `accept` finds `Invalid` is forgotten.
 * Throws `NotFound`, `Conflict` when bytes are missing.
 */
export const takeUpload = async <T>(
  deps: UploadDeps,
  actor: Actor,
  id: string,
  { accept, keep }: Taking<T>,
): Promise<T> => {
  const { db, blobs, partials } = deps
  const upload = await getUpload(db, actor, id)
  const file = await partials.find(upload.id)
  const blob = file ? await wholeBlob(deps, upload, file.sizeBytes) : blobOf(upload)
  try {
    await accept(blob)
  } catch (error) {
    // Not what was sent: no use to go on with it. Anything else may be otherwise the next time.
    if (error instanceof Invalid) await forget(deps, upload)
    throw error
  }
  if (file) {
    await updateHashes(db, upload.id, { sha256: blob.sha256, sha1: blob.sha1 })
    await blobs.adopt(partials.pathOf(upload.id), blob)
    await partials.remove(upload.id)
  }
  return inTransaction(db, async (tx) => {
    // Two at once: the first has it.
    if (!(await deleteUpload(tx, upload.id))) throw new NotFound(NO_UPLOAD)
    return keep(tx, { fileName: upload.fileName, blob })
  })
}

/** Forgets uploads that nobody went on with for a day. May run twice: what is gone stays gone. */
export const purgeUploads = async (
  { db, partials }: { db: Db; partials: PartialFiles },
  now = new Date(),
): Promise<void> => {
  const aDayAgo = new Date(now.getTime() - HOURS_KEPT * 3_600_000)
  await partials.sweep(aDayAgo)
  for (const id of await selectUploadsBefore(db, aDayAgo)) if (!(await partials.has(id))) await deleteUpload(db, id)
}

const personOf = (actor: Actor): UserActor => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  return actor
}

const getUpload = async (db: Db, actor: Actor, id: string): Promise<Upload> => {
  const { userId } = personOf(actor)
  const upload = isUuid(id) ? await selectUpload(db, userId, id) : undefined
  if (!upload) throw new NotFound(NO_UPLOAD)
  return upload
}

const forget = async ({ db, partials }: UploadDeps, { id }: Upload): Promise<void> => {
  await deleteUpload(db, id)
  await partials.remove(id)
}

/** The same piece, once the beginning of the file was judged with it. */
const judged = async (
  deps: UploadDeps,
  upload: Upload,
  offset: number,
  body: AsyncIterable<Uint8Array>,
): Promise<AsyncIterable<Uint8Array>> => {
  const enough = Math.min(FIRST_LOOK_BYTES, upload.sizeBytes)
  if (offset >= enough) return body
  const { head: added, all } = await peek(body, enough - offset)
  const head = Buffer.concat([await deps.partials.head(upload.id, offset), added])
  try {
    if (head.length === enough) judgeFirstBytes(head, looksLikeHtml(head))
  } catch (error) {
    await forget(deps, upload)
    throw error
  }
  return all
}

async function* within(limit: number, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = limit
  for await (const chunk of body) {
    left -= chunk.length
    if (left < 0) throw new TooLarge(MORE_THAN_ANNOUNCED)
    yield chunk
  }
}

const wholeBlob = async ({ partials }: UploadDeps, upload: Upload, onDisk: number): Promise<Blob> => {
  if (onDisk < upload.sizeBytes) throw new Conflict(notWhole(onDisk, upload.sizeBytes))
  const blob = await partials.digest(upload.id)
  if (!blob) throw new NotFound(NO_UPLOAD)
  return blob
}

/** Of a file that moved already, before whoever took it was stopped. */
const blobOf = ({ hashes, sizeBytes }: Upload): Blob => {
  if (!hashes) throw new NotFound(NO_UPLOAD)
  return { ...hashes, sizeBytes }
}

const NO_UPLOAD: Text = {
  fr: 'Cet envoi n’existe pas ou plus : un envoi que personne ne poursuit est gardé 24 heures. Recommencez-le.',
  en: 'This upload does not exist, or not any more: one that nobody goes on with is kept for 24 hours. Start again.',
}
const MORE_THAN_ANNOUNCED: Text = {
  fr: 'Il vient plus d’octets que la taille annoncée. Recommencez l’envoi avec la bonne taille.',
  en: 'More bytes came than were announced. Start the upload again with the right size.',
}
const TOO_MANY: Text = {
  fr: 'Vos envois inachevés prennent trop de place. Terminez-les ou abandonnez-les, puis recommencez celui-ci.',
  en: 'Your unfinished uploads take too much room. Finish them or give them up, then start this one again.',
}
const goOnFrom = (offset: number): Text => ({
  fr: `L’envoi reprend à l’octet ${offset} : demandez où il en est (HEAD), puis continuez de là.`,
  en: `The upload goes on from byte ${offset}: ask how far it is (HEAD), then continue from there.`,
})
const notWhole = (onDisk: number, sizeBytes: number): Text => ({
  fr: `Cet envoi n’est pas terminé : ${onDisk} octets sur ${sizeBytes}. Continuez-le, puis déposez-le de nouveau.`,
  en: `This upload is not finished: ${onDisk} bytes of ${sizeBytes}. Continue it, then deposit it again.`,
})
