import type { Actor } from '../lib/actor.ts'
import { Gone, invalidField, NotFound } from '../lib/errors.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { lockEditableDataset } from './editable-dataset.ts'
import type { Dataset, Resource } from './model.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { storedExtras } from './resource-changes.rules.ts'
import { getResource } from './resources.ts'
import { lockResource } from './store.community-resources.ts'
import { selectDataset } from './store.datasets.ts'
import { selectResource, updateResourceRow } from './store.resources.ts'

type Extras = Record<string, unknown>

/**
 * Merges extras into a dataset's: null removes a key. No date of the words moves and nothing is told: machines write
 * here (udata-api.md §3.1). Throws `NotFound`, `Forbidden`, `Gone`.
 */
export const mergeDatasetExtras = (db: Db, actor: Actor, datasetId: string, extras: Extras): Promise<Extras> =>
  changeDatasetExtras(db, actor, datasetId, (before) => merged(before, extras))

/** Takes keys away; unknown ones are ignored. Throws as above. */
export const removeDatasetExtras = (db: Db, actor: Actor, datasetId: string, keys: string[]): Promise<Extras> =>
  changeDatasetExtras(db, actor, datasetId, (before) => without(before, keys))

/** Merges extras into a file's, where crawlers write what they saw. Throws as above, `Invalid` for a `check:` of a wrong type. */
export const mergeResourceExtras = (
  db: Db,
  actor: Actor,
  datasetId: string,
  resourceId: string,
  extras: Extras,
): Promise<Resource> => {
  checkTypes(extras)
  return changeResourceExtras(db, actor, datasetId, resourceId, (before) => merged(before, extras))
}

/** Takes keys away. Throws as above, `NotFound` for a key that isn't there. */
export const removeResourceExtras = (
  db: Db,
  actor: Actor,
  datasetId: string,
  resourceId: string,
  keys: string[],
): Promise<Resource> =>
  changeResourceExtras(db, actor, datasetId, resourceId, (before) => {
    if (keys.some((key) => !Object.hasOwn(before, key))) throw new NotFound(NO_KEY)
    return without(before, keys)
  })

/**
 * Merges what the platform's own check of a link saw: nobody asks for it, so there is no right to check, and neither
 * the dates of the words nor the revision move. Answers false when the link isn't that address any more.
 */
export const recordLinkExtras = (db: Db, link: { resourceId: string; url: string }, extras: Extras): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    const place = await selectResource(tx, link.resourceId)
    // The dataset first, as every other writer does.
    const dataset = place?.datasetId ? await selectDataset(tx, place.datasetId, { forUpdate: true }) : undefined
    const resource = await lockResource(tx, link.resourceId)
    if (resource?.filetype !== 'remote' || resource.url !== link.url) return false
    await updateResourceRow(tx, { ...resource, extras: merged(resource.extras, extras) })
    if (dataset && !resource.community) await refreshDataset(tx, dataset, { byMachine: true })
    return true
  })

const changeDatasetExtras = (db: Db, actor: Actor, id: string, change: (before: Extras) => Extras): Promise<Extras> =>
  inTransaction(db, async (tx) => {
    const dataset = await lockEditableDataset(tx, actor, id)
    refuseDeleted(dataset)
    return (await refreshDataset(tx, { ...dataset, extras: change(dataset.extras) })).extras
  })

const changeResourceExtras = (
  db: Db,
  actor: Actor,
  datasetId: string,
  resourceId: string,
  change: (before: Extras) => Extras,
): Promise<Resource> =>
  inTransaction(db, async (tx) => {
    const dataset = await lockEditableDataset(tx, actor, datasetId)
    refuseDeleted(dataset)
    const resource = await getResource(tx, dataset, resourceId)
    const changed = { ...resource, extras: storedExtras(resource, change(resource.extras)) }
    await updateResourceRow(tx, changed)
    await refreshDataset(tx, dataset)
    return changed
  })

const refuseDeleted = (dataset: Dataset): void => {
  if (dataset.deletedAt) throw new Gone()
}

const merged = (before: Extras, extras: Extras): Extras =>
  Object.fromEntries(Object.entries({ ...before, ...extras }).filter(([, value]) => value !== null))

const without = (before: Extras, keys: string[]): Extras =>
  Object.fromEntries(Object.entries(before).filter(([key]) => !keys.includes(key)))

/** What the quality and the dates are computed from must be what it says (udata-api.md §3.1). */
const checkTypes = (extras: Extras): void => {
  const wrong = (key: string, isRight: (value: unknown) => boolean): boolean =>
    extras[key] !== undefined && extras[key] !== null && !isRight(extras[key])
  if (wrong('check:available', (value) => typeof value === 'boolean'))
    throw invalidField('check:available', NOT_ITS_TYPE)
  if (wrong('check:status', (value) => Number.isInteger(value))) throw invalidField('check:status', NOT_ITS_TYPE)
  const isDate = (value: unknown) => typeof value === 'string' && !Number.isNaN(new Date(value).getTime())
  if (wrong('check:date', isDate)) throw invalidField('check:date', NOT_ITS_TYPE)
}

const NOT_ITS_TYPE = {
  fr: 'Cette valeur n’est pas du type attendu.',
  en: 'This value does not have the expected type.',
}
const NO_KEY = { fr: 'Cette clé n’existe pas.', en: 'This key does not exist.' }
