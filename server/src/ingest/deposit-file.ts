import type { Actor } from '../lib/actor.ts'
import { PreconditionFailed } from '../lib/errors.ts'
import { fileNameSlugOf } from '../lib/slugs.ts'
import { analysisExtrasOf, inspectBlob, looksLikeHtml, type Inspector } from '../analysis/index.ts'
import type { Resource } from '../catalog/index.ts'
import type { Blob } from '../storage/index.ts'
import { findCurrentVersion, publishVersion, type Version } from '../versions/index.ts'
import { findPublicTarget, type FoundTarget, type Target } from './deposit-target.ts'
import { formatOf, mimeOf } from './extensions.ts'
import { FIRST_LOOK_BYTES, judgeFileName, judgeFirstBytes } from './first-look.rules.ts'
import { peek } from './peek.ts'
import { demandQuota, type RoomDeps } from './room.ts'

export interface DepositDeps extends RoomDeps {
  inspector: Inspector
}

export interface Deposit extends Target, Options {
  fileName: string
  body: AsyncIterable<Uint8Array>
  /** Judges the whole file before it is stored, by throwing. */
  accept?: (blob: Blob) => unknown
}

export interface Options {
  /** On a replacement: keep the title instead of naming the resource after the file, as udata does. */
  keepTitle?: boolean
  /** Of a new resource, instead of the name of its file. */
  newTitle?: string
  reason?: string | null
  /** How it comes, when it isn't what the actor shows. */
  via?: Version['via']
  /** SHA-256 of the file that the caller believes to be current (`If-Match`). */
  expected?: string
  /** Id of the resource when the file is a new one: the same request twice makes it once. */
  newId?: string
  /** Of bytes that were looked at for a report: an inspection that failed is not tried again. */
  again?: boolean
}

/** Bytes that were looked at and stored, not published yet. */
export interface ReceivedFile {
  /** As people gave it, judged. */
  fileName: string
  blob: Blob
}

export type DepositOutcome = { outcome: 'published' | 'unchanged'; resource: Resource }

/**
 * The one way in for a file, whoever brings it: looked at before anything is stored, stored, inspected, then published
 * in one transaction. The same bytes as the current version change nothing. On any failure the file before is still
 * the one that is served. Throws `NotFound`, `Gone`, `Unauthorized`, `Forbidden`, `SecondPersonNeeded`, `Invalid`,
 * `Unsupported`, `TooLarge`, `StorageFull`, `PreconditionFailed`.
 */
export const depositFile = async (deps: DepositDeps, actor: Actor, deposit: Deposit): Promise<DepositOutcome> => {
  const target = await findPublicTarget(deps.db, actor, deposit)
  return publishFile(deps, actor, target, await receiveFile(deps, deposit), deposit)
}

/** The first half: the bytes are judged by their name and beginning, then stored unless `accept` refuses them. */
export const receiveFile = async (
  { blobs, maxUploadBytes }: DepositDeps,
  { fileName, body, accept }: Pick<Deposit, 'fileName' | 'body' | 'accept'>,
): Promise<ReceivedFile> => {
  const shownName = judgeFileName(fileName)
  const { head, all, end } = await peek(body, FIRST_LOOK_BYTES)
  try {
    judgeFirstBytes(head, looksLikeHtml(head))
    return { fileName: shownName, blob: await blobs.write(all, { maxBytes: maxUploadBytes, accept }) }
  } finally {
    await end()
  }
}

/** The second half: inspected, then current, in one instant. */
export const publishFile = async (
  { db, blobs, inspector, quotaBytes }: Omit<DepositDeps, 'maxUploadBytes'>,
  actor: Actor,
  { place, known, owner }: FoundTarget,
  { blob, fileName: shownName }: ReceivedFile,
  options: Options,
): Promise<DepositOutcome> => {
  const current = known && (await findCurrentVersion(db, known.id))
  // Before the file is inspected: who comes too late is told at once. Said again under the lock.
  if (options.expected && current?.sha256 !== options.expected) throw new PreconditionFailed()
  if (known && current?.sha256 === blob.sha256) return { outcome: 'unchanged', resource: known }
  await demandQuota({ db, quotaBytes }, owner, blob)

  const fileName = fileNameSlugOf(shownName)
  const inspection = await inspectBlob({ db, blobs, inspector }, blob, fileName, options)
  const resource = await publishVersion({ db, blobs }, actor, {
    place,
    newId: options.newId,
    title: known && options.keepTitle ? undefined : (!known && options.newTitle) || fileName,
    file: { ...blob, fileName, format: formatOf(fileName), mime: mimeOf(fileName) },
    analysisExtras: analysisExtrasOf(inspection),
    reason: options.reason ?? null,
    via: options.via,
    expected: options.expected,
  })
  return { outcome: 'published', resource }
}
