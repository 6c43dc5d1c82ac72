import { randomUUID } from 'node:crypto'
import type { Actor } from '../lib/actor.ts'
import { Forbidden, Invalid, invalidField, NotFound } from '../lib/errors.ts'
import { isUuid } from '../lib/ids.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import type { CurrentFile, Dataset, HostedResource, RemoteResource, Resource } from './model.ts'
import { canEditDataset } from './policy.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { checkResource } from './resource.rules.ts'
import { selectDataset } from './store.datasets.ts'
import {
  countPublicResources,
  insertResourceFirst,
  selectResource,
  selectResources,
  setPositions,
  softDeleteResource,
  updateResourceRow,
} from './store.resources.ts'

/** What people write of a resource. The rest of a hosted one is ours: what clients send of it is ignored. */
export type ResourceChanges = Partial<Pick<Resource, 'title' | 'description' | 'type' | 'schema' | 'extras'>> &
  Partial<Pick<RemoteResource, 'url' | 'format' | 'mime' | 'filesize' | 'checksum'>>

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
    await touch(tx, dataset)
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
    await touch(tx, dataset)
    return changed
  })

/** Takes a resource out of its dataset; its versions go with the next purge. Throws `NotFound`, `Forbidden`. */
export const deleteResource = (db: Db, actor: Actor, datasetId: string, resourceId: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const dataset = await lockEditableDataset(tx, actor, datasetId)
    const resource = await getResource(tx, dataset, resourceId)
    await softDeleteResource(tx, resource.id)
    await touch(tx, dataset)
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

/** One entry of the whole list that a client sends back. */
export interface ResourceEntry {
  id: string | null
  changes: ResourceChanges
}

/**
 * The list a client sent back becomes the list: known ids are changed, others are new links, those left out go, in
 * the order given (udata-api.md §2.1.5). Call it in the transaction that changes the dataset.
 */
export const replaceResourceList = async (
  tx: Tx,
  actor: Actor,
  datasetId: string,
  entries: ResourceEntry[],
): Promise<void> => {
  const dataset = await lockEditableDataset(tx, actor, datasetId)
  const current = new Map((await listResources(tx, datasetId)).map((resource) => [resource.id, resource]))
  const ids = entries.flatMap((entry) => entry.id ?? [])
  if (new Set(ids).size !== ids.length)
    throw invalidField('resources', { fr: 'Un fichier figure deux fois.', en: 'A resource is there twice.' })
  const kept: string[] = []
  for (const { id, changes } of entries) {
    const known = id ? current.get(id) : undefined
    const resource = known ? changedResource(known, changes) : newLink(dataset, changes)
    checkResource(resource)
    await (known ? updateResourceRow(tx, resource) : insertResourceFirst(tx, resource))
    kept.push(resource.id)
  }
  for (const id of current.keys()) if (!kept.includes(id)) await softDeleteResource(tx, id)
  await setPositions(tx, kept)
}

/**
 * Makes a file the current one of a resource: the catalogue's half of publishing a version, in its transaction.
 * Without `resourceId` the resource is new, and first. A link becomes a file and keeps its id.
 */
export const setCurrentFile = async (
  tx: Tx,
  actor: Actor,
  datasetId: string,
  resourceId: string,
  file: CurrentFile,
  options: { title?: string } = {},
): Promise<HostedResource> => {
  const dataset = await lockEditableDataset(tx, actor, datasetId)
  const known = await selectResource(tx, resourceId)
  const now = new Date()
  const words = known ?? newWords(resourceId, datasetId, now)
  const resource: HostedResource = {
    ...words,
    ...file,
    filetype: 'file',
    title: options.title ?? words.title,
    lastModified: now,
  }
  await (known ? updateResourceRow(tx, resource) : insertResourceFirst(tx, resource))
  await touch(tx, dataset)
  return resource
}

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
  if (!resource || resource.datasetId !== dataset.id) throw new NotFound()
  return resource
}

/** How many files and links everybody can see, and how many rows their tables have. */
export const countResources = (db: Db): Promise<{ files: number; rows: number }> => countPublicResources(db)

/** Locks a dataset that the caller may edit: its writers wait for each other. Throws `NotFound`, `Forbidden`. */
export const lockEditableDataset = async (tx: Db, actor: Actor, datasetId: string): Promise<Dataset> => {
  const dataset = await selectDataset(tx, datasetId, { forUpdate: true })
  if (!dataset) throw new NotFound()
  if (!canEditDataset(actor, dataset)) throw new Forbidden()
  return dataset
}

const touch = (tx: Db, dataset: Dataset): Promise<Dataset> =>
  refreshDataset(tx, { ...dataset, lastModified: new Date() })

const newWords = (id: string, datasetId: string, now: Date) => ({
  id,
  datasetId,
  title: '',
  description: null,
  type: 'main' as const,
  schema: null,
  extras: {},
  createdAt: now,
})

const newLink = (dataset: Dataset, input: ResourceChanges): RemoteResource => {
  const now = new Date()
  return {
    ...newWords(randomUUID(), dataset.id, now),
    type: 'other',
    format: null,
    mime: null,
    filesize: null,
    checksum: null,
    ...definedOf(input),
    title: input.title ?? '',
    url: input.url?.trim() ?? '',
    filetype: 'remote',
    lastModified: now,
  }
}

const changedResource = (resource: Resource, changes: ResourceChanges): Resource => {
  const { url, format, mime, filesize, checksum, ...words } = definedOf(changes)
  const changed = { ...resource, ...words, lastModified: new Date() }
  if (changed.filetype === 'file') return changed
  return { ...changed, ...definedOf({ format, mime, filesize, checksum }), url: url?.trim() ?? changed.url }
}

/** Without the keys that are undefined: spread over a row they would erase it. */
const definedOf = <T extends object>(changes: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

const NOT_THE_SAME = {
  fr: 'La liste doit contenir exactement les fichiers du jeu de données, chacun une fois.',
  en: 'The list must hold exactly the resources of the dataset, each once.',
}
