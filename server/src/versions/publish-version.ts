import { randomUUID } from 'node:crypto'
import type { Actor } from '../lib/actor.ts'
import { lockEditableDataset, setCurrentFile, type HostedResource } from '../catalog/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Version } from './model.ts'
import { insertVersion, selectLastNumber } from './store.ts'

export interface NewVersion {
  datasetId: string
  /** Of the resource that gets this file; null: a new one. */
  resourceId: string | null
  /** Of the resource from now on; absent: it keeps the one it has. */
  title?: string
  file: Pick<Version, 'fileName' | 'sha256' | 'sha1' | 'sizeBytes' | 'mime' | 'format'>
  analysisExtras: Record<string, unknown>
  reason: string | null
}

/**
 * Makes a stored and inspected file the current version of a resource, in one transaction: version, address, dates
 * and search document. Readers see the file before or the file after, never a mixture. The order of two publications
 * at the same moment is that of the dataset's lock: both are kept. Throws `NotFound`, `Forbidden`.
 */
export const publishVersion = (
  db: Db,
  actor: Actor,
  { datasetId, resourceId, title, file, analysisExtras, reason }: NewVersion,
): Promise<HostedResource> =>
  inTransaction(db, async (tx) => {
    await lockEditableDataset(tx, actor, datasetId)
    const target = { id: resourceId ?? randomUUID(), isNew: resourceId === null }
    const number = (await selectLastNumber(tx, target.id)) + 1
    const current = {
      fileName: file.fileName,
      versionNumber: number,
      format: file.format,
      mime: file.mime,
      filesize: file.sizeBytes,
      // SHA-1 is what udata gives and what its clients compare.
      checksum: { type: 'sha1', value: file.sha1 },
      analysisExtras: { ...analysisExtras, 'cimaise:version': number },
    }
    const resource = await setCurrentFile(tx, actor, datasetId, target, current, { title })
    const authorId = actor.kind === 'user' ? actor.userId : null
    await insertVersion(tx, {
      ...file,
      id: randomUUID(),
      resourceId: resource.id,
      number,
      authorId,
      reason,
      createdAt: resource.lastModified,
    })
    return resource
  })
