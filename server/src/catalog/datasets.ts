import type { Actor } from '../lib/actor.ts'
import {
  Conflict,
  Forbidden,
  Gone,
  Invalid,
  invalidField,
  Moved,
  NotFound,
  Stale,
  Unauthorized,
} from '../lib/errors.ts'
import { isObjectId, newObjectId } from '../lib/ids.ts'
import { slugCandidate, slugOf } from '../lib/slugs.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import { canPublishFor, findOrganizations } from '../organizations/index.ts'
import { removeDocument, searchDocuments } from '../search/index.ts'
import { checkDataset, normalizeTags } from './dataset.rules.ts'
import { DAYS_BEFORE_PURGE, type Dataset, type DatasetChanges } from './model.ts'
import { canEditDataset, canReadDataset } from './policy.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { audiencesOfActor, DATASET } from './search.ts'
import {
  countVisibleDatasets,
  datasetSlugIsTaken,
  deleteDatasetRow,
  insertDataset,
  recordSlugChange,
  selectDataset,
  selectDatasetBySlug,
  selectDatasetPage,
  selectDatasetsByIds,
  selectDatasetsDeletedBefore,
  selectSlugRedirect,
  type DatasetFilter,
  type DatasetSort,
} from './store.datasets.ts'
import { purgeResources } from './store.resources.ts'

/**
 * Creates a dataset, owned by the caller or by one of their organizations. `draft`: it starts private and may still
 * lack its words. Throws `Unauthorized`, `Invalid` by field.
 */
export const createDataset = async (
  db: Db,
  actor: Actor,
  input: DatasetChanges,
  options: { draft?: boolean } = {},
): Promise<Dataset> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const draft = options.draft ?? false
  const dataset = { ...emptyDataset(), ...input, ...(await ownersOf(db, actor, input)) } as Dataset
  dataset.private = draft || dataset.private
  dataset.tags = normalizeTags(dataset.tags)
  checkDataset(dataset, { draft })
  return inTransaction(db, async (tx) => {
    dataset.slug = await freeSlug(tx, dataset)
    await insertDataset(tx, dataset)
    return refreshDataset(tx, dataset)
  })
}

/**
 * Changes what is given; absent keys keep their value. `revision`: the one the caller read, when they say it.
 * Throws `NotFound`, `Gone`, `Forbidden`, `Invalid`, `Stale` (somebody wrote in between).
 */
export const updateDataset = (
  db: Db,
  actor: Actor,
  id: string,
  changes: DatasetChanges,
  options: { revision?: number } = {},
): Promise<Dataset> =>
  inTransaction(db, async (tx) => {
    const before = await selectDataset(tx, id, { forUpdate: true })
    if (!before) throw new NotFound()
    if (before.deletedAt && changes.deletedAt !== null) throw new Gone()
    if (!canEditDataset(actor, before)) throw new Forbidden()
    if (options.revision !== undefined && options.revision !== before.revision) throw new Stale()

    const after: Dataset = { ...before, ...changes, ...movedOwner(actor, before, changes), lastModified: new Date() }
    after.tags = normalizeTags(after.tags)
    checkDataset(after, { draft: after.private })
    if (after.title !== before.title) await rename(tx, before, after)
    return refreshDataset(tx, after)
  })

/** Takes a dataset away from the public; it can be restored for 30 days. Throws `NotFound`, `Gone`, `Forbidden`. */
export const deleteDataset = async (db: Db, actor: Actor, id: string): Promise<void> => {
  await inTransaction(db, async (tx) => {
    const dataset = await selectDataset(tx, id, { forUpdate: true })
    if (!dataset) throw new NotFound()
    if (dataset.deletedAt) throw new Gone()
    if (!canEditDataset(actor, dataset)) throw new Forbidden()
    const now = new Date()
    await refreshDataset(tx, { ...dataset, deletedAt: now, lastModified: now })
  })
}

/**
 * A dataset by id or slug, as this caller may see it. Throws `Moved` for an older or differently written slug,
 * `NotFound` (also for what is private to others), `Gone`.
 */
export const getDataset = async (db: Db, actor: Actor, idOrSlug: string): Promise<Dataset> => {
  const dataset = await findByPath(db, idOrSlug)
  if (canReadDataset(actor, dataset)) return dataset
  throw dataset.private ? new NotFound() : new Gone()
}

/** The same for a caller who wants to change it: throws `Unauthorized` and `Forbidden` too. */
export const getEditableDataset = async (db: Db, actor: Actor, idOrSlug: string): Promise<Dataset> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const dataset = await getDataset(db, actor, idOrSlug)
  if (!canEditDataset(actor, dataset)) throw new Forbidden()
  return dataset
}

/** A dataset by id, or undefined. Says nothing of who may see it. */
export const findDatasetById = (db: Db, id: string): Promise<Dataset | undefined> => selectDataset(db, id)

export interface DatasetQuery extends DatasetFilter {
  q?: string
  sort?: DatasetSort
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
  if (!query.q) return selectDatasetPage(db, actor, query, query.sort ?? '-created', page)
  if (page.page * page.pageSize > MAX_FOUND)
    throw new Invalid({ fr: 'Page trop lointaine : précisez la recherche.', en: 'Page too far: refine the search.' })
  const sort =
    ({ '-last_update': 'updated', title: 'title', '-created': 'created' } as const)[query.sort as string] ?? 'relevance'
  const audiences = audiencesOfActor(actor)
  const found = await searchDocuments(db, {
    kind: DATASET,
    q: query.q,
    tags: query.tags ?? [],
    audiences,
    sort,
    ...page,
  })
  return [await selectDatasetsByIds(db, found.ids), found.total]
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

/** How many datasets everybody can see. */
export const countDatasets = (db: Db): Promise<number> => countVisibleDatasets(db)

/** Removes for good what was deleted more than 30 days ago. May run twice: what is gone stays gone. */
export const purgeDeleted = async (db: Db, now = new Date()): Promise<void> => {
  const limit = new Date(now.getTime() - DAYS_BEFORE_PURGE * 86_400_000)
  for (const id of await selectDatasetsDeletedBefore(db, limit)) {
    await inTransaction(db, async (tx) => {
      await removeDocument(tx, DATASET, id)
      await deleteDatasetRow(tx, id)
    })
  }
  await purgeResources(db, limit)
}

const findByPath = async (db: Db, idOrSlug: string): Promise<Dataset> => {
  const byId = isObjectId(idOrSlug) ? await selectDataset(db, idOrSlug.toLowerCase()) : undefined
  const dataset = byId ?? (await selectDatasetBySlug(db, idOrSlug))
  if (dataset) return dataset
  const canonical = slugOf(idOrSlug)
  const redirect = await selectSlugRedirect(db, canonical)
  if (redirect) throw new Moved(idOrSlug, redirect)
  if (canonical !== idOrSlug && (await selectDatasetBySlug(db, canonical))) throw new Moved(idOrSlug, canonical)
  throw new NotFound()
}

const emptyDataset = (): Dataset => {
  const now = new Date()
  return {
    id: newObjectId(),
    slug: '',
    title: '',
    acronym: null,
    description: '',
    descriptionShort: null,
    license: null,
    frequency: null,
    frequencyDate: null,
    tags: [],
    private: false,
    organizationId: null,
    ownerId: null,
    temporalCoverage: null,
    spatial: null,
    extras: {},
    revision: 1,
    createdAt: now,
    lastModified: now,
    lastUpdate: now,
    archivedAt: null,
    deletedAt: null,
  }
}

/** The organization wins over the owner; one must belong to it, and may only name oneself as owner. */
const ownersOf = async (db: Db, actor: Actor & { kind: 'user' }, input: DatasetChanges) => {
  if (input.organizationId) {
    const organization = (await findOrganizations(db, [input.organizationId])).get(input.organizationId)
    if (!organization || organization.deletedAt)
      throw invalidField('organization', { fr: 'Cette organisation n’existe pas.', en: 'Unknown organization.' })
    if (!canPublishFor(actor, organization.id)) throw invalidField('organization', NOT_A_MEMBER)
    return { organizationId: organization.id, ownerId: null }
  }
  if (input.ownerId && input.ownerId !== actor.userId && !actor.siteAdmin) {
    throw invalidField('owner', { fr: 'Vous ne pouvez désigner que vous-même.', en: 'You can only name yourself.' })
  }
  return { organizationId: null, ownerId: input.ownerId ?? actor.userId }
}

/** Re-sent values are fine; only a personal dataset moves, into an organization of its owner (udata-api.md §2.1.5). */
const movedOwner = (
  actor: Actor,
  before: Dataset,
  changes: DatasetChanges,
): Pick<Dataset, 'organizationId' | 'ownerId'> => {
  const current = { organizationId: before.organizationId, ownerId: before.ownerId }
  const { organizationId, ownerId } = changes
  if (organizationId !== undefined && organizationId !== before.organizationId) {
    const mayMove = organizationId !== null && before.ownerId !== null && canPublishFor(actor, organizationId)
    if (!mayMove) throw invalidField('organization', USE_TRANSFER)
    return { organizationId, ownerId: null }
  }
  const otherOwner =
    ownerId !== undefined && ownerId !== before.ownerId && !(ownerId === null && before.organizationId !== null)
  if (otherOwner) throw invalidField('owner', USE_TRANSFER)
  return current
}

const rename = async (tx: Db, before: Dataset, after: Dataset): Promise<void> => {
  after.slug = await freeSlug(tx, after)
  if (after.slug !== before.slug) await recordSlugChange(tx, after.id, before.slug, after.slug)
}

const freeSlug = async (db: Db, dataset: Dataset): Promise<string> => {
  const slug = slugOf(dataset.title) || 'jeu-de-donnees'
  for (let attempt = 0; attempt < 10_000; attempt++) {
    const candidate = slugCandidate(slug, attempt)
    if (!(await datasetSlugIsTaken(db, candidate, dataset.id))) return candidate
  }
  throw new Conflict({ fr: 'Trop de jeux de données portent ce titre.', en: 'Too many datasets have this title.' })
}

const NOT_A_MEMBER = {
  fr: 'Vous n’êtes pas membre de cette organisation.',
  en: 'You are not a member of this organization.',
}
const USE_TRANSFER = {
  fr: 'Un jeu de données ne change pas de producteur ainsi : demandez un transfert.',
  en: 'A dataset does not change hands this way: ask for a transfer.',
}
