import type { Actor } from '../lib/actor.ts'
import { Gone, NotFound } from '../lib/errors.ts'
import { findResource, getDatasetOf, idsOfOwnedResources, type Resource } from '../catalog/index.ts'
import type { Db, IdQuery } from '../db/index.ts'
import type { BlobStore } from '../storage/index.ts'
import type { Text } from '../lib/text.ts'
import { forgetBlob } from './forget-blob.ts'
import type { Version } from './model.ts'
import { countByDay, selectBlobsInUse, selectNewest, selectVersion, selectVersions, sumKeptBytes } from './store.ts'

/** Versions by resource, newest first, in one query. */
export const listVersions = (db: Db, resourceIds: string[]): Promise<Map<string, Version[]>> =>
  selectVersions(db, resourceIds)

/** The newest version of each resource, by pages in the order of their ids: those after `afterResource`, `''` first. */
export const listCurrentFiles = (db: Db, afterResource: string, limit: number): Promise<Version[]> =>
  selectNewest(db, afterResource, limit)

/** The version that a resource serves now; undefined for a link or an unknown resource. */
export const findCurrentVersion = async (db: Db, resourceId: string): Promise<Version | undefined> => {
  const resource = await findResource(db, resourceId)
  return resource?.filetype === 'file' ? selectVersion(db, resourceId, resource.versionNumber) : undefined
}

/**
 * One version, as this caller may download it, and whether everybody may. Throws `NotFound` (also for a file of a
 * private dataset of others), `Gone` when the resource or its dataset was deleted, or the version purged.
 */
export const getVersion = async (
  db: Db,
  actor: Actor,
  resourceId: string,
  number: number,
): Promise<{ version: Version; resource: Resource; public: boolean }> => {
  const resource = await findResource(db, resourceId)
  if (!resource) throw (await selectVersion(db, resourceId, number)) ? new Gone() : new NotFound()
  const version = await selectVersion(db, resource.id, number)
  if (!version) throw new NotFound()
  const dataset = await getDatasetOf(db, actor, resource)
  if (version.purged) throw new Gone(purgedBecause(version.purged.reason))
  return { version, resource, public: !dataset || (!dataset.private && dataset.deletedAt === null) }
}

const purgedBecause = (reason: string): Text => ({
  fr: `Cette version a été retirée : ${reason}`,
  en: `This version was withdrawn: ${reason}`,
})

/** Which of these blobs versions need. */
export const findVersionBlobs = (db: Db, sha256s: string[]): Promise<Set<string>> => selectBlobsInUse(db, sha256s)

/**
 * How many bytes the files of an organization or of a person take, every version counted, the same bytes once.
 * `exceptSha256`: those of a file that is about to come, and may be there already.
 */
export const countKeptBytes = (
  db: Db,
  owner: Parameters<typeof idsOfOwnedResources>[0],
  { exceptSha256 = '' }: { exceptSha256?: string } = {},
): Promise<number> => sumKeptBytes(db, idsOfOwnedResources(owner), exceptSha256)

/** How many were published in these datasets since a day (`2026-11-28`), by day in Paris; days without any are left out. */
export const countPublished = (db: Db, datasets: IdQuery, since: string): Promise<Map<string, number>> =>
  countByDay(db, datasets, since)

export type FindBlobsInUse = (sha256s: string[]) => Promise<Set<string>>

/** Which of these blobs anything needs: one answer a module that keeps blobs. */
export const blobsNeeded = async (findInUse: FindBlobsInUse[], sha256s: string[]): Promise<Set<string>> =>
  new Set((await Promise.all(findInUse.map((find) => find(sha256s)))).flatMap((found) => [...found]))

/**
 * Removes blobs that nothing needs, by every answer of `findInUse` (a function a module that keeps blobs), unless they
 * are younger than a day: bytes are stored before the row that will need them exists. May run twice: what is gone
 * stays gone.
 */
export const collectGarbage = async (
  deps: { db: Db; blobs: BlobStore },
  findInUse: FindBlobsInUse[],
  now = new Date(),
): Promise<void> => {
  const aDayAgo = new Date(now.getTime() - 86_400_000)
  let batch: string[] = []
  const clean = async () => {
    const needed = await blobsNeeded(findInUse, batch)
    for (const sha256 of batch) if (!needed.has(sha256)) await forgetBlob(deps, sha256, aDayAgo)
    batch = []
  }
  for await (const sha256 of deps.blobs.list()) {
    batch.push(sha256)
    if (batch.length === 1_000) await clean()
  }
  await clean()
  await deps.blobs.sweep(aDayAgo)
}
