import type { Actor } from '../lib/actor.ts'
import { Invalid, NotFound } from '../lib/errors.ts'
import { isUuid } from '../lib/ids.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { lockEditableDataset, touchDataset } from './editable-dataset.ts'
import type { Dataset, Resource } from './model.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { changedResource, newLink, type ResourceChanges } from './resource-changes.rules.ts'
import { checkResource } from './resource.rules.ts'
import {
  countPublicResources,
  insertResourceFirst,
  selectResource,
  selectResources,
  setPositions,
  softDeleteResource,
  updateResourceRow,
} from './store.resources.ts'

/** Adds a link, first in its dataset. Throws `NotFound`, `Forbidden`, `Invalid` by field. */
export const addLink = (
  db: Db,
  actor: Actor,
  datasetId: string,
  input: ResourceChanges & { title: string; url: string },
): Promise<Resource> =>
  inTransaction(db, async (tx) => {
    const dataset = await lockEditableDataset(tx, actor, datasetId)
    const link = newLink(dataset, input)
    checkResource(link)
    await insertResourceFirst(tx, link)
    await touchDataset(tx, dataset)
    return link
  })

/** Changes what is given of a resource. Throws `NotFound`, `Forbidden`, `Invalid` by field. */
export const updateResource = (
  db: Db,
  actor: Actor,
  datasetId: string,
  resourceId: string,
  changes: ResourceChanges,
): Promise<Resource> =>
  inTransaction(db, async (tx) => {
    const dataset = await lockEditableDataset(tx, actor, datasetId)
    const changed = changedResource(await getResource(tx, dataset, resourceId), changes)
    checkResource(changed)
    await updateResourceRow(tx, changed)
    await touchDataset(tx, dataset)
    return changed
  })

/** Takes a resource out of its dataset; its versions go with the next purge. Throws `NotFound`, `Forbidden`. */
export const deleteResource = (db: Db, actor: Actor, datasetId: string, resourceId: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const dataset = await lockEditableDataset(tx, actor, datasetId)
    const resource = await getResource(tx, dataset, resourceId)
    await softDeleteResource(tx, resource.id)
    await touchDataset(tx, dataset)
  })

/** Puts resources in the order of `ids`, which must be exactly the dataset's. No date moves, as in udata. */
export const reorderResources = (db: Db, actor: Actor, datasetId: string, ids: string[]): Promise<Resource[]> =>
  inTransaction(db, async (tx) => {
    const dataset = await lockEditableDataset(tx, actor, datasetId)
    const current = await listResources(tx, dataset.id)
    const same =
      ids.length === current.length && new Set(ids).size === ids.length && current.every(({ id }) => ids.includes(id))
    if (!same) throw new Invalid(NOT_THE_SAME)
    await setPositions(tx, ids)
    await refreshDataset(tx, dataset)
    return listResources(tx, dataset.id)
  })

/** Resources of a dataset, in its order. */
export const listResources = async (db: Db, datasetId: string): Promise<Resource[]> =>
  (await selectResources(db, [datasetId])).get(datasetId) ?? []

/** Resources of several datasets, in one query. */
export const listResourcesOf = (db: Db, datasetIds: string[]): Promise<Map<string, Resource[]>> =>
  selectResources(db, datasetIds)

/** A resource by id wherever it is, or undefined. Says nothing of who may see it. */
export const findResource = async (db: Db, id: string): Promise<Resource | undefined> =>
  isUuid(id) ? selectResource(db, id) : undefined

/** A resource of this dataset, or `NotFound`. */
export const getResource = async (db: Db, dataset: Dataset, id: string): Promise<Resource> => {
  const resource = await findResource(db, id)
  if (!resource || resource.datasetId !== dataset.id || resource.community) throw new NotFound()
  return resource
}

/** How many files and links everybody can see, and how many rows their tables have. */
export const countResources = (db: Db): Promise<{ files: number; rows: number }> => countPublicResources(db)

const NOT_THE_SAME = {
  fr: 'La liste doit contenir exactement les fichiers du jeu de données, chacun une fois.',
  en: 'The list must hold exactly the resources of the dataset, each once.',
}
