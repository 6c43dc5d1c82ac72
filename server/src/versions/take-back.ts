import type { Actor } from '../lib/actor.ts'
import { Conflict, Forbidden, Gone, Invalid, NotFound, PreconditionFailed } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { analysisExtrasOf, findInspections } from '../analysis/index.ts'
import { getEditableDataset, getResource, lockEditableDataset, type HostedResource } from '../catalog/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { canAdministerOwned } from '../organizations/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { forgetBlob } from './forget-blob.ts'
import type { Version } from './model.ts'
import { publishVersion } from './publish-version.ts'
import { lockBlob, markPurged, selectVersion, updateLabel } from './store.ts'
import { blobsNeeded, findCurrentVersion, type FindBlobsInUse } from './versions.ts'

/** A version of a resource of a dataset. */
export interface VersionPath {
  /** Id or slug. */
  dataset: string
  resourceId: string
  number: number
}

/**
 * Takes a version back: it becomes the newest one, with the same bytes and the same table; history only grows. Throws
 * `NotFound`, `Gone` for a purged version, `Conflict` when its bytes are the current ones, `PreconditionFailed` when the
 * current file isn't the expected one, `Unauthorized`, `Forbidden`.
 */
export const restoreVersion = async (
  { db, blobs }: { db: Db; blobs: BlobStore },
  actor: Actor,
  path: VersionPath,
  { reason, expected }: { reason: string | null; expected?: string },
): Promise<HostedResource> => {
  const { datasetId, version } = await findEditable(db, actor, path)
  if (version.purged) throw new Gone(PURGED)
  const current = await findCurrentVersion(db, version.resourceId)
  if (expected && current?.sha256 !== expected) throw new PreconditionFailed()
  if (current?.sha256 === version.sha256) throw new Conflict(ALREADY_CURRENT)
  const inspection = (await findInspections(db, [version.sha256])).get(version.sha256)
  return publishVersion({ db, blobs }, actor, {
    place: { datasetId, resourceId: version.resourceId },
    file: version,
    analysisExtras: inspection ? analysisExtrasOf(inspection) : {},
    reason,
    restoredFrom: version.number,
    expected,
  })
}

/** Gives a version a short name, or takes it away. Throws `NotFound`, `Unauthorized`, `Forbidden`, `Invalid`. */
export const labelVersion = async (db: Db, actor: Actor, path: VersionPath, label: string | null): Promise<Version> => {
  const { version } = await findEditable(db, actor, path)
  const words = label?.trim() || null
  if (words && words.length > 120) throw new Invalid(LONG_LABEL)
  await updateLabel(db, version.id, words)
  return { ...version, label: words }
}

/**
 * Withdraws the bytes of a version for a reason of law, and those of every version of the resource that has the same:
 * what remains says that it was there, when, and why it went. Only who administers the dataset may, and never for the
 * current file. The bytes and their table leave the disk at once when nothing else needs them. Throws `NotFound`,
 * `Unauthorized`, `Forbidden`, `Conflict`, `Invalid` without a reason.
 */
export const purgeVersion = async (
  { db, blobs, findInUse }: { db: Db; blobs: BlobStore; findInUse: FindBlobsInUse[] },
  actor: Actor,
  path: VersionPath,
  reason: string,
): Promise<void> => {
  const words = reason.trim()
  if (words === '') throw new Invalid(NO_REASON, { reason: [NO_REASON] })
  const { datasetId, version } = await findEditable(db, actor, path)
  const by = actor.kind === 'user' ? actor.userId : null
  await inTransaction(db, async (tx) => {
    const dataset = await lockEditableDataset(tx, actor, datasetId)
    if (!canAdministerOwned(actor, dataset)) throw new Forbidden(ADMIN_ONLY)
    const current = await findCurrentVersion(tx, version.resourceId)
    if (current?.sha256 === version.sha256) throw new Conflict(IS_CURRENT)
    await markPurged(tx, version, { at: new Date(), by, reason: words })
  })
  await inTransaction(db, async (tx) => {
    await lockBlob(tx, version.sha256)
    // Another version may have them, or a deposit that its editors look at: they then go with the last of these.
    if ((await blobsNeeded(findInUse, [version.sha256])).has(version.sha256)) return
    await forgetBlob({ db, blobs }, version.sha256, new Date())
  })
}

const findEditable = async (
  db: Db,
  actor: Actor,
  { dataset, resourceId, number }: VersionPath,
): Promise<{ datasetId: string; version: Version }> => {
  const editable = await getEditableDataset(db, actor, dataset)
  const resource = await getResource(db, editable, resourceId)
  const version = await selectVersion(db, resource.id, number)
  if (!version) throw new NotFound()
  return { datasetId: editable.id, version }
}

const PURGED: Text = {
  fr: 'Cette version a été retirée : elle ne peut pas être restaurée.',
  en: 'This version was withdrawn: it cannot be restored.',
}
const ALREADY_CURRENT: Text = {
  fr: 'Le fichier courant est déjà celui de cette version : rien n’a changé.',
  en: 'The current file is already that of this version: nothing has changed.',
}
const LONG_LABEL: Text = { fr: '120 caractères au plus.', en: 'At most 120 characters.' }
const NO_REASON: Text = {
  fr: 'Dites pourquoi cette version doit être retirée : la raison reste visible.',
  en: 'Say why this version must be withdrawn: the reason stays visible.',
}
const ADMIN_ONLY: Text = {
  fr: 'Seuls les administrateurs de l’organisation peuvent retirer une version.',
  en: 'Only the administrators of the organization can withdraw a version.',
}
const IS_CURRENT: Text = {
  fr: 'Ces octets sont ceux du fichier courant : remplacez-le ou restaurez une autre version d’abord.',
  en: 'These bytes are those of the current file: replace it or restore another version first.',
}
