import type { Actor, UserActor } from '../lib/actor.ts'
import { Forbidden, Gone, Invalid, Moved, NotFound, Unauthorized } from '../lib/errors.ts'
import { isObjectId } from '../lib/ids.ts'
import { slugOf } from '../lib/slugs.ts'
import type { Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import { audiencesOfActor, listOrganizationIdsWithBadge, type Owners } from '../organizations/index.ts'
import { searchDocuments } from '../search/index.ts'
import { findRenamed, findSubject } from '../subjects/index.ts'
import type { Dataset, Resource } from './model.ts'
import { canEditDataset, canReadDataset } from './policy.ts'
import { DATASET, searchFiltersOf, searchSortOf } from './search.ts'
import type { DatasetQuery } from './dataset-query.ts'
import {
  countVisibleDatasets,
  countVisibleOf,
  selectDataset,
  selectDatasetBySlug,
  selectDatasetPage,
  selectDatasetsByIds,
  suggestDatasetRows,
} from './store.datasets.ts'

/**
 * A dataset by id or slug, as this caller may see it. Throws `Moved` for an older or differently written slug,
 * `NotFound` (also for what is private to others), `Gone`.
 */
export const getDataset = async (db: Db, actor: Actor, idOrSlug: string): Promise<Dataset> => {
  const dataset = await findByPath(db, idOrSlug)
  if (!canReadDataset(actor, dataset)) throw dataset.private ? new NotFound() : new Gone()
  // Only now: a redirect tells the new title.
  const known = idOrSlug === dataset.slug || idOrSlug.toLowerCase() === dataset.id
  if (!known) throw new Moved(idOrSlug, dataset.slug)
  return dataset
}

/** The same for a caller who wants to change it: throws `Unauthorized` and `Forbidden` too. */
export const getEditableDataset = async (
  db: Db,
  actor: Actor,
  idOrSlug: string,
  options: { restoring?: boolean } = {},
): Promise<Dataset> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const dataset = await getDataset(db, actor, idOrSlug).catch((error: unknown) => {
    // Who wants to restore what is gone already knows it: they are told that they may not.
    throw error instanceof Gone && options.restoring ? new Forbidden() : error
  })
  if (!canEditDataset(actor, dataset)) throw new Forbidden()
  return dataset
}

/** A dataset by id, or undefined. Says nothing of who may see it. */
export const findDatasetById = (db: Db, id: string): Promise<Dataset | undefined> => selectDataset(db, id)

/** Datasets by id in that order, those that exist. Says nothing of who may see them. */
export const findDatasets = (db: Db, ids: string[]): Promise<Dataset[]> => selectDatasetsByIds(db, ids)

/**
 * The dataset of a resource that this caller may see; undefined for a community resource whose dataset went away.
 * Throws `NotFound`, `Gone`.
 */
export const getDatasetOf = async (db: Db, actor: Actor, resource: Resource): Promise<Dataset | undefined> => {
  const dataset = resource.datasetId ? await selectDataset(db, resource.datasetId) : undefined
  if (!dataset && !resource.community) throw new NotFound()
  if (dataset && !canReadDataset(actor, dataset)) throw dataset.private ? new NotFound() : new Gone()
  return dataset
}

/** Datasets in a list that take at most this many rows of a search: beyond, people refine their words. */
const MAX_FOUND = 10_000

/** A page of what the caller may list, and how many there are. With `q` and no sort, the most relevant first. */
export const listDatasets = async (
  db: Db,
  actor: Actor,
  query: DatasetQuery,
  page: Page,
): Promise<[Dataset[], number]> => {
  const filter: DatasetQuery = { ...query, linkedTo: await existingLinks(db, query.linkedTo ?? []) }
  if (query.q && !query.followedBy) return searchPage(db, actor, filter, query.q, page)
  // The index doesn't know who follows what: its words, then the table's rules.
  if (query.q) filter.among = await findByWords(db, query.q)
  if (query.organizationBadge) filter.organizationIds = await listOrganizationIdsWithBadge(db, query.organizationBadge)
  return selectDatasetPage(db, actor, filter, query.sort ?? '-created', page)
}

/** Everything the caller edits, their organizations' included or not, deleted ones too: at most 1,000. */
export const listMyDatasets = async (
  db: Db,
  actor: Actor,
  options: { organizations: boolean; title?: string },
): Promise<Dataset[]> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const filter = { mine: options.organizations ? ('all' as const) : ('owned' as const), title: options.title }
  const [datasets] = await selectDatasetPage(db, actor, filter, '-last_update', { page: 1, pageSize: 1_000 })
  return datasets
}

/** A page of what the caller and their organizations own, those whose data came last first; or of what of it is deleted. */
export const listMyLatest = (
  db: Db,
  actor: UserActor,
  page: Page,
  { deleted = false }: { deleted?: boolean } = {},
): Promise<[Dataset[], number]> => selectDatasetPage(db, actor, { mine: 'all', deleted }, '-last_update', page)

/** Public datasets whose title or acronym holds the text, most followed first. */
export const suggestDatasets = (db: Db, q: string, size: number): Promise<Dataset[]> => suggestDatasetRows(db, q, size)

/** How many datasets everybody can see. */
export const countDatasets = (db: Db): Promise<number> => countVisibleDatasets(db)

/** How many of an organization or a person everybody can see. */
export const countDatasetsOf = (db: Db, owner: Owners): Promise<number> => countVisibleOf(db, owner)

const findByWords = async (db: Db, q: string): Promise<string[]> => {
  const query = { kind: DATASET, q, audiences: null, filters: [], sort: 'relevance', page: 1, pageSize: MAX_FOUND }
  return (await searchDocuments(db, query)).ids
}

const searchPage = async (
  db: Db,
  actor: Actor,
  query: DatasetQuery,
  q: string,
  page: Page,
): Promise<[Dataset[], number]> => {
  if (page.page * page.pageSize > MAX_FOUND) throw new Invalid(TOO_FAR)
  const found = await searchDocuments(db, {
    kind: DATASET,
    q,
    audiences: audiencesOfActor(actor),
    filters: searchFiltersOf(query),
    sort: query.sort ? searchSortOf(query.sort) : 'relevance',
    ...page,
  })
  return [await selectDatasetsByIds(db, found.ids), found.total]
}

/** An id that leads to nothing filters nothing, as in udata (§2.1.1). */
const existingLinks = async (db: Db, links: { class: string; id: string }[]) => {
  const known = []
  for (const link of links) if (await findSubject(db, link)) known.push(link)
  return known
}

const findByPath = async (db: Db, idOrSlug: string): Promise<Dataset> => {
  const byId = isObjectId(idOrSlug) ? await selectDataset(db, idOrSlug.toLowerCase()) : undefined
  const dataset = byId ?? (await selectDatasetBySlug(db, idOrSlug))
  if (dataset) return dataset
  const canonical = slugOf(idOrSlug)
  const renamed = await findRenamed(db, 'Dataset', canonical)
  const moved = renamed ? await selectDataset(db, renamed) : await selectDatasetBySlug(db, canonical)
  if (!moved) throw new NotFound()
  return moved
}

const TOO_FAR = { fr: 'Page trop lointaine : précisez la recherche.', en: 'Page too far: refine the search.' }
