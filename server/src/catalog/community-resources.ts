import type { Actor } from '../lib/actor.ts'
import { Forbidden, invalidField, NotFound, Unauthorized } from '../lib/errors.ts'
import { parseUuid } from '../lib/ids.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import { ownersAfterChange, ownersForCreation, type Owners } from '../organizations/index.ts'
import type { CurrentFile, HostedResource, RemoteResource, Resource } from './model.ts'
import { canEditCommunityResource, canReadDataset } from './policy.ts'
import { changedResource, newLink, newWords, type ResourceChanges } from './resource-changes.rules.ts'
import { checkResource } from './resource.rules.ts'
import { selectDataset } from './store.datasets.ts'
import { lockResource, selectCommunityPage, selectResource, type CommunityFilter } from './store.community-resources.ts'
import { insertResourceFirst, softDeleteResource, updateResourceRow } from './store.resources.ts'

export type CommunityChanges = ResourceChanges & Partial<Owners> & { datasetId?: string | null }

/** Adds a link beside the dataset of others. Throws `Unauthorized`, `Invalid` (dataset missing or unknown). */
export const addCommunityLink = (db: Db, actor: Actor, input: CommunityChanges): Promise<Resource> =>
  inTransaction(db, async (tx) => {
    if (actor.kind === 'anonymous') throw new Unauthorized()
    const { datasetId, organizationId, ownerId, ...words } = input
    const dataset = await readable(tx, actor, datasetId ?? null)
    const community = await ownersForCreation(tx, actor, { organizationId, ownerId })
    const link: RemoteResource = { ...newLink({ id: dataset }, words), community }
    checkResource(link)
    await insertResourceFirst(tx, link)
    return link
  })

/** Changes what is given; a hosted one keeps what we know of its file. Throws `NotFound`, `Forbidden`, `Invalid`. */
export const updateCommunityResource = (
  db: Db,
  actor: Actor,
  id: string,
  { datasetId, organizationId, ownerId, ...changes }: CommunityChanges,
): Promise<Resource> =>
  inTransaction(db, async (tx) => {
    const before = await lockEditableCommunityResource(tx, actor, id)
    const changed = { ...changedResource(before, changes) }
    if (datasetId) changed.datasetId = await readable(tx, actor, datasetId)
    const owners = before.community as Owners
    changed.community = await ownersAfterChange(
      tx,
      actor,
      owners,
      { organizationId, ownerId },
      { intoOrganization: true },
    )
    checkResource(changed)
    await updateResourceRow(tx, changed)
    return changed
  })

/** Takes it away. Throws `NotFound`, `Forbidden`. */
export const deleteCommunityResource = (db: Db, actor: Actor, id: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const resource = await lockEditableCommunityResource(tx, actor, id)
    await softDeleteResource(tx, resource.id)
  })

/** One that this caller may see: its dataset's visibility is its own. Throws `NotFound`. */
export const getCommunityResource = async (db: Db, actor: Actor, id: string): Promise<Resource> => {
  const uuid = parseUuid(id)
  const resource = uuid ? await selectResource(db, uuid, { community: true }) : undefined
  if (!resource) throw new NotFound()
  const dataset = resource.datasetId ? await selectDataset(db, resource.datasetId) : undefined
  if (dataset && !canReadDataset(actor, dataset) && !canEditCommunityResource(actor, resource)) throw new NotFound()
  return resource
}

/** The same for who wants to change it: throws `Unauthorized`, `Forbidden` too. */
export const getEditableCommunityResource = async (db: Db, actor: Actor, id: string): Promise<Resource> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const resource = await getCommunityResource(db, actor, id)
  if (!canEditCommunityResource(actor, resource)) throw new Forbidden()
  return resource
}

/** A page of them; those of datasets that not everybody sees are left out. */
export const listCommunityResources = (
  db: Db,
  filter: CommunityFilter,
  page: Page,
  sort?: string,
): Promise<[Resource[], number]> => selectCommunityPage(db, filter, page, sort)

/** Makes a file the current one of a community resource, new (`owners` given) or not: the half of `setCurrentFile` for them. */
export const setCommunityFile = async (
  tx: Tx,
  actor: Actor,
  target: { id: string; datasetId: string; owners: Owners } | { id: string },
  file: CurrentFile,
  options: { title?: string } = {},
): Promise<HostedResource> => {
  const now = new Date()
  const isNew = 'owners' in target
  const words = isNew
    ? { ...newWords(target.id, target.datasetId, now), community: target.owners }
    : await lockEditableCommunityResource(tx, actor, target.id)
  const title = options.title ?? words.title
  const hosted: HostedResource = { ...words, ...file, filetype: 'file', title, lastModified: now }
  await (isNew ? insertResourceFirst(tx, hosted) : updateResourceRow(tx, hosted))
  return hosted
}

/** Locks one that the caller may edit: its writers wait for each other. Throws `NotFound`, `Forbidden`. */
export const lockEditableCommunityResource = async (tx: Tx, actor: Actor, id: string): Promise<Resource> => {
  const uuid = parseUuid(id)
  const resource = uuid ? await lockResource(tx, uuid) : undefined
  if (!resource?.community) throw new NotFound()
  if (!canEditCommunityResource(actor, resource)) throw new Forbidden()
  return resource
}

const readable = async (tx: Tx, actor: Actor, datasetId: string | null): Promise<string> => {
  const dataset = datasetId ? await selectDataset(tx, datasetId) : undefined
  if (!dataset || !canReadDataset(actor, dataset)) throw invalidField('dataset', datasetId ? NO_DATASET : REQUIRED)
  return dataset.id
}

const REQUIRED = { fr: 'Ce champ est obligatoire.', en: 'This field is required.' }
const NO_DATASET = { fr: 'Ce jeu de données n’existe pas.', en: 'Unknown dataset.' }
