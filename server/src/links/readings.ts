import type { Actor } from '../lib/actor.ts'
import { Gone, Invalid, NotFound } from '../lib/errors.ts'
import { parseUuid } from '../lib/ids.ts'
import { canReadDataset, findDatasets, findResource, getDatasetOf, type Resource } from '../catalog/index.ts'
import type { Db, IdQuery } from '../db/index.ts'
import type { BrokenLink, Link, LinkCheck } from './model.ts'
import { selectLink } from './store.ts'
import { isShownPlace, selectBroken, selectChecks, selectPlacesAt } from './store.readings.ts'

/** A file or a link, and where it is on its way. */
export interface Crawled {
  resource: Resource
  link: Link | undefined
}

/** At most, of one address or one link. */
const MAX_CHECKS = 500
const MAX_SAME_ADDRESS = 50

/** One that this caller may see. Throws `Invalid` for what is no id, `NotFound`, `Gone`. */
export const getCrawled = async (db: Db, actor: Actor, id: string): Promise<Crawled> => {
  const resourceId = parseUuid(id)
  if (!resourceId) throw new Invalid(NO_UUID)
  const resource = await findResource(db, resourceId)
  const link = await selectLink(db, resourceId)
  if (!resource) throw link && (await isShownPlace(db, resourceId)) ? new Gone() : new NotFound()
  await getDatasetOf(db, actor, resource)
  return { resource, link: link?.deleted ? undefined : link }
}

/** What is asked for: an address, or a resource's id. */
export interface Wanted {
  url?: string
  resource_id?: string
}

/**
 * Its checks, newest first: those of the first link of this address that the caller may see; none for a file. Throws as
 * above.
 */
export const listChecks = async (db: Db, actor: Actor, wanted: Wanted): Promise<Crawled & { checks: LinkCheck[] }> => {
  const crawled = await findWanted(db, actor, wanted)
  return { ...crawled, checks: await checksOf(db, crawled, MAX_CHECKS) }
}

/** The last one; undefined before the first, and for a file, which nobody has to check. Throws as above. */
export const findLatestCheck = async (
  db: Db,
  actor: Actor,
  wanted: Wanted,
): Promise<Crawled & { check: LinkCheck | undefined }> => {
  const crawled = await findWanted(db, actor, wanted)
  return { ...crawled, check: (await checksOf(db, crawled, 1))[0] }
}

/** Links of these datasets that don't answer, the longest first, and how many. Says nothing of who may see them. */
export const listBrokenLinks = (db: Db, datasets: IdQuery, limit: number): Promise<[BrokenLink[], number]> =>
  selectBroken(db, datasets, limit)

/** None of a file: those of the link that it replaced say nothing of it. */
const checksOf = async (db: Db, { resource }: Crawled, limit: number): Promise<LinkCheck[]> =>
  resource.filetype === 'remote' ? selectChecks(db, resource, limit) : []

const findWanted = async (db: Db, actor: Actor, { url, resource_id: id }: Wanted): Promise<Crawled> => {
  if (id) return getCrawled(db, actor, id)
  if (!url) throw new Invalid(NOTHING_ASKED)
  const places = await selectPlacesAt(db, url, MAX_SAME_ADDRESS)
  const datasetIds = places.flatMap(({ datasetId }) => datasetId ?? [])
  // Somebody else's private link is as if it weren't there.
  const readable = new Set(
    (await findDatasets(db, datasetIds))
      .filter((dataset) => canReadDataset(actor, dataset))
      .map((dataset) => dataset.id),
  )
  const seen = places.find(({ datasetId }) => datasetId === null || readable.has(datasetId))
  if (!seen) throw new NotFound()
  return getCrawled(db, actor, seen.resourceId)
}

const NO_UUID = { fr: 'Cet identifiant n’est pas un UUID.', en: 'This id is not a UUID.' }
const NOTHING_ASKED = {
  fr: 'Donnez « url » ou « resource_id ».',
  en: 'Give “url” or “resource_id”.',
}
