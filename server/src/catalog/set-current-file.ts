import type { Actor } from '../lib/actor.ts'
import type { Tx } from '../db/index.ts'
import { lockEditableDataset, touchDataset } from './editable-dataset.ts'
import type { CurrentFile, HostedResource } from './model.ts'
import { newWords } from './resource-changes.rules.ts'
import { insertResourceFirst, selectResource, updateResourceRow } from './store.resources.ts'

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
  await touchDataset(tx, dataset)
  return resource
}
