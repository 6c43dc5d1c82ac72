import { randomUUID } from 'node:crypto'
import type { Actor } from '../lib/actor.ts'
import {
  lockEditableCommunityResource,
  lockEditableDataset,
  setCommunityFile,
  setCurrentFile,
  type CurrentFile,
  type HostedResource,
} from '../catalog/index.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import { PreconditionFailed } from '../lib/errors.ts'
import { heldFileExtras } from './held-file.rules.ts'
import type { Version, Via } from './model.ts'
import { insertVersion, selectLastNumber } from './store.ts'
import { findCurrentVersion } from './versions.ts'

/** Where a file becomes current. `resourceId: null`: a new resource of the dataset. */
export type Place =
  | { datasetId: string; resourceId: string | null; community?: false }
  | { community: true; resourceId: string }
  | { community: true; datasetId: string; ownerId: string }

export interface NewVersion {
  place: Place
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
 * at the same moment is that of the lock: both are kept. Throws `NotFound`, `Forbidden`, `PreconditionFailed` when the
 * current file isn't the expected one.
 */
export const publishVersion = (db: Db, actor: Actor, version: NewVersion): Promise<HostedResource> =>
  inTransaction(db, async (tx) => {
    const { place, title, file, analysisExtras, reason } = version
    await lockPlace(tx, actor, place)
    const resourceId = ('resourceId' in place ? place.resourceId : null) ?? randomUUID()
    if (version.expected) await demandCurrent(tx, resourceId, version.expected)
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

const viaOf = (actor: Actor): Via => {
  if (actor.kind !== 'user') return 'api'
  if (actor.throughClient) return 'program'
  return actor.sessionIdHash ? 'web' : 'api'
}

/** Under the lock: nobody publishes between this look and the version. */
const demandCurrent = async (tx: Tx, resourceId: string, expected: string): Promise<void> => {
  const current = await findCurrentVersion(tx, resourceId)
  if (current?.sha256 !== expected) throw new PreconditionFailed()
}

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
