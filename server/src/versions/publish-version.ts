import { randomUUID } from 'node:crypto'
import { viaOf, type Actor, type Via } from '../lib/actor.ts'
import {
  findResource,
  lockEditableCommunityResource,
  lockEditableDataset,
  setCommunityFile,
  setCurrentFile,
  type CurrentFile,
  type HostedResource,
} from '../catalog/index.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import { Conflict, PreconditionFailed } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { BlobStore } from '../storage/index.ts'
import { heldFileExtras } from './held-file.rules.ts'
import type { Version } from './model.ts'
import { insertVersion, lockBlob, selectLastNumber } from './store.ts'
import { findCurrentVersion } from './versions.ts'

/** Where a file becomes current. `resourceId: null`: a new resource of the dataset. */
export type Place =
  | { datasetId: string; resourceId: string | null; community?: false }
  | { community: true; resourceId: string }
  | { community: true; datasetId: string; ownerId: string }

export interface NewVersion {
  place: Place
  /** Of a new resource: the same request that comes twice makes it once. */
  newId?: string
  /** Of the resource from now on; absent: it keeps the one it has. */
  title?: string
  file: Pick<Version, 'fileName' | 'sha256' | 'sha1' | 'sizeBytes' | 'mime' | 'format'>
  analysisExtras: Record<string, unknown>
  reason: string | null
  /** How it comes, when it isn't what the actor shows. */
  via?: Via
  restoredFrom?: number
  /** SHA-256 of the file that the caller believes to be the current one (`If-Match`); absent: whatever it is. */
  expected?: string
}

/**
 * Makes a stored and inspected file the current version of a resource, in one transaction: version, address, dates
 * and search document. Readers see the file before or the file after, never a mixture. The order of two publications
 * at the same moment is that of the lock: both are kept, unless they bring the same bytes: the second changes nothing.
 * Throws `NotFound`, `Forbidden`, `PreconditionFailed` when the current file isn't the expected one, `Conflict` when
 * `newId` is another file's, or when the bytes were withdrawn meanwhile.
 */
export const publishVersion = (
  { db, blobs }: { db: Db; blobs: BlobStore },
  actor: Actor,
  version: NewVersion,
): Promise<HostedResource> =>
  inTransaction(db, async (tx) => {
    const { place, title, file, analysisExtras, reason } = version
    await lockPlace(tx, actor, place)
    const knownId = 'resourceId' in place ? place.resourceId : null
    const resourceId = knownId ?? version.newId ?? randomUUID()
    // Under the lock: nobody publishes between this look and the version.
    const before = await findCurrentVersion(tx, resourceId)
    if (version.expected && before?.sha256 !== version.expected) throw new PreconditionFailed()
    const same = before?.sha256 === file.sha256 ? await findResource(tx, resourceId) : undefined
    if (same?.filetype === 'file') return same
    if (before && knownId === null) throw new Conflict(MADE_ALREADY)
    // Somebody may have withdrawn the same bytes since they were stored.
    await lockBlob(tx, file.sha256)
    if (!(await blobs.has(file.sha256))) throw new Conflict(BYTES_GONE)
    const number = (await selectLastNumber(tx, resourceId)) + 1
    const current: CurrentFile = {
      fileName: file.fileName,
      versionNumber: number,
      format: file.format,
      mime: file.mime,
      filesize: file.sizeBytes,
      // SHA-1 is what udata gives and what its clients compare.
      checksum: { type: 'sha1', value: file.sha1 },
      analysisExtras: { ...heldFileExtras(file, new Date()), ...analysisExtras, 'cimaise:version': number },
    }
    const resource = await makeCurrent(tx, actor, place, resourceId, current, title)
    await insertVersion(tx, {
      ...file,
      id: randomUUID(),
      resourceId,
      number,
      authorId: actor.kind === 'user' ? actor.userId : null,
      reason,
      createdAt: resource.lastModified,
      datasetId: resource.datasetId,
      via: version.via ?? viaOf(actor),
      restoredFrom: version.restoredFrom ?? null,
    })
    return resource
  })

const lockPlace = async (tx: Tx, actor: Actor, place: Place): Promise<void> => {
  if (!place.community) await lockEditableDataset(tx, actor, place.datasetId)
  else if ('resourceId' in place) await lockEditableCommunityResource(tx, actor, place.resourceId)
}

const makeCurrent = (
  tx: Tx,
  actor: Actor,
  place: Place,
  resourceId: string,
  file: CurrentFile,
  title: string | undefined,
): Promise<HostedResource> => {
  if (!place.community) {
    const target = { id: resourceId, isNew: place.resourceId === null }
    return setCurrentFile(tx, actor, place.datasetId, target, file, { title })
  }
  if ('resourceId' in place) return setCommunityFile(tx, actor, { id: resourceId }, file, { title })
  const owners = { organizationId: null, ownerId: place.ownerId }
  return setCommunityFile(tx, actor, { id: resourceId, datasetId: place.datasetId, owners }, file, { title })
}

const MADE_ALREADY: Text = {
  fr: 'Cette demande a déjà créé un fichier, avec un autre contenu. Remplacez-le, ou faites une nouvelle demande.',
  en: 'This request made a file already, with another content. Replace it, or make a new request.',
}
const BYTES_GONE: Text = {
  fr: 'Ces octets viennent d’être retirés pour une raison légale. Rien n’a été publié ; envoyez le fichier de nouveau s’il doit l’être.',
  en: 'These bytes were just withdrawn for a reason of law. Nothing was published; send the file again if it has to be.',
}
