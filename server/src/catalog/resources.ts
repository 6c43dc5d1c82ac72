import type { Actor } from '../lib/actor.ts'
import { Invalid, NotFound } from '../lib/errors.ts'
import { parseUuid } from '../lib/ids.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import { lockEditableDataset, touchDataset } from './editable-dataset.ts'
import type { Page } from '../http/index.ts'
import type { Dataset, Resource, ResourceSchema, ResourceType } from './model.ts'
import { demandAgreementOn } from './publishable.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { changedResource, leadsElsewhere, newLink, type ResourceChanges } from './resource-changes.rules.ts'
import { checkResource, checkResources } from './resource.rules.ts'
import {
  countPublicResources,
  mergeFileViews,
  insertResourceFirst,
  selectResource,
  selectResourcePage,
  selectResources,
  setPositions,
  softDeleteResource,
  updateResourceRow,
} from './store.resources.ts'
import { tellResource } from './tell.ts'

/** Adds a link, first in its dataset. Throws `NotFound`, `Forbidden`, `SecondPersonNeeded`, `Invalid` by field. */
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
    await demandAgreementOn(tx, actor, dataset)
    await insertResourceFirst(tx, link)
    await tellResource(tx, 'added', actor, await touchDataset(tx, dataset), link)
    return link
  })

/** Changes what is given of a resource. Throws `NotFound`, `Forbidden`, `SecondPersonNeeded`, `Invalid` by field. */
export const updateResource = (
  db: Db,
  actor: Actor,
  datasetId: string,
  resourceId: string,
  changes: ResourceChanges,
): Promise<Resource> =>
  inTransaction(db, async (tx) => {
    const dataset = await lockEditableDataset(tx, actor, datasetId)
    const resource = await getResource(tx, dataset, resourceId)
    const changed = changedResource(resource, changes)
    checkResource(changed)
    if (leadsElsewhere(resource, changed)) await demandAgreementOn(tx, actor, dataset)
    await updateResourceRow(tx, changed)
    await tellResource(tx, 'updated', actor, await touchDataset(tx, dataset), changed)
    return changed
  })

/** Takes a resource out of its dataset; its versions go with the next purge. Throws `NotFound`, `Forbidden`. */
export const deleteResource = (db: Db, actor: Actor, datasetId: string, resourceId: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const dataset = await lockEditableDataset(tx, actor, datasetId)
    const resource = await getResource(tx, dataset, resourceId)
    await softDeleteResource(tx, resource.id)
    await tellResource(tx, 'deleted', actor, await touchDataset(tx, dataset), resource)
  })

/**
 * Puts resources in the order of `entries`, which must be exactly the dataset's, with what each says of it. The
 * dataset's own date doesn't move, as in udata. Throws `NotFound`, `Forbidden`, `SecondPersonNeeded`,
 * `Invalid`.
 */
export const reorderResources = (
  db: Db,
  actor: Actor,
  datasetId: string,
  entries: { id: string; changes: ResourceChanges }[],
): Promise<Resource[]> =>
  inTransaction(db, async (tx) => {
    const dataset = await lockEditableDataset(tx, actor, datasetId)
    const current = new Map((await listResources(tx, dataset.id)).map((resource) => [resource.id, resource]))
    const ids = entries.map(({ id }) => id)
    const same = ids.length === current.size && new Set(ids).size === ids.length && ids.every((id) => current.has(id))
    if (!same) throw new Invalid(NOT_THE_SAME)
    const changed = entries.map(({ id, changes }) => changedResource(current.get(id) as Resource, changes))
    checkResources(changed)
    const isElsewhere = changed.some((resource) => leadsElsewhere(current.get(resource.id), resource))
    if (isElsewhere) await demandAgreementOn(tx, actor, dataset)
    for (const resource of changed) if (resource !== current.get(resource.id)) await updateResourceRow(tx, resource)
    await setPositions(tx, ids)
    await refreshDataset(tx, dataset)
    return listResources(tx, dataset.id)
  })

/** Resources of a dataset, in its order. */
export const listResources = async (db: Db, datasetId: string): Promise<Resource[]> =>
  (await selectResources(db, [datasetId])).get(datasetId) ?? []

/** A page of a dataset's resources, of one type or whose title holds a text. */
export const listResourcePage = (
  db: Db,
  datasetId: string,
  filter: { type?: ResourceType; q?: string },
  page: Page,
): Promise<[Resource[], number]> => selectResourcePage(db, datasetId, filter, page)

/** The schemas that a dataset's files declare, each once. */
export const listSchemas = async (db: Db, datasetId: string): Promise<ResourceSchema[]> => {
  const schemas = (await listResources(db, datasetId)).flatMap(({ schema }) => schema ?? [])
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()]
}

/** Resources of several datasets, in one query. */
export const listResourcesOf = (db: Db, datasetIds: string[]): Promise<Map<string, Resource[]>> =>
  selectResources(db, datasetIds)

/** A resource by id wherever it is, or undefined. Says nothing of who may see it. */
export const findResource = async (db: Db, id: string): Promise<Resource | undefined> => {
  const uuid = parseUuid(id)
  return uuid ? selectResource(db, uuid) : undefined
}

/** A resource of this dataset, or `NotFound`. */
export const getResource = async (db: Db, dataset: Dataset, id: string): Promise<Resource> => {
  const resource = await findResource(db, id)
  if (!resource || resource.datasetId !== dataset.id || resource.community) throw new NotFound()
  return resource
}

/** How often files were downloaded, into their `metrics`; what isn't there any more is let be. */
export const setFileViews = (tx: Tx, files: { id: string; views: number }[]): Promise<void> => mergeFileViews(tx, files)

/** How many files and links everybody can see, and how many rows their tables have. */
export const countResources = (db: Db): Promise<{ files: number; rows: number }> => countPublicResources(db)

const NOT_THE_SAME = {
  fr: 'La liste doit contenir exactement les fichiers du jeu de données, chacun une fois.',
  en: 'The list must hold exactly the resources of the dataset, each once.',
}
