import type { Actor } from '../lib/actor.ts'
import { invalidField } from '../lib/errors.ts'
import type { Tx } from '../db/index.ts'
import { lockEditableDataset, touchDataset } from './editable-dataset.ts'
import type { Dataset } from './model.ts'
import { demandAgreementOn } from './publishable.ts'
import { changedResource, leadsElsewhere, newLink, type ResourceChanges } from './resource-changes.rules.ts'
import { checkResources } from './resource.rules.ts'
import { listResources } from './resources.ts'
import { insertResourceFirst, setPositions, softDeleteResource, updateResourceRow } from './store.resources.ts'

/** One entry of the whole list that a client sends back. */
export interface ResourceEntry {
  id: string | null
  changes: ResourceChanges
}

/**
 * The list a client sent back becomes the list: known ids are changed, others are new links, those left out go, in
 * the order given (udata-api.md §2.1.5). Call it in the transaction that changes the dataset.
 * Answers with the dataset as it is then.
 */
export const replaceResourceList = async (
  tx: Tx,
  actor: Actor,
  datasetId: string,
  entries: ResourceEntry[],
): Promise<Dataset> => {
  const dataset = await lockEditableDataset(tx, actor, datasetId)
  const current = new Map((await listResources(tx, datasetId)).map((resource) => [resource.id, resource]))
  const ids = entries.flatMap((entry) => entry.id ?? [])
  if (new Set(ids).size !== ids.length)
    throw invalidField('resources', { fr: 'Un fichier figure deux fois.', en: 'A resource is there twice.' })
  const wanted = entries.map(({ id, changes }) => {
    const known = id ? current.get(id) : undefined
    return { known, resource: known ? changedResource(known, changes) : newLink(dataset, changes) }
  })
  checkResources(wanted.map(({ resource }) => resource))
  const isElsewhere = wanted.some(({ known, resource }) => leadsElsewhere(known, resource))
  if (isElsewhere) await demandAgreementOn(tx, actor, dataset)
  for (const { known, resource } of wanted) {
    if (!known) await insertResourceFirst(tx, resource)
    else if (resource !== known) await updateResourceRow(tx, resource)
  }
  const kept = wanted.map(({ resource }) => resource.id)
  for (const id of current.keys()) if (!kept.includes(id)) await softDeleteResource(tx, id)
  await setPositions(tx, kept)
  return touchDataset(tx, dataset)
}
