import type { Actor } from '../lib/actor.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { invalidField } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { lockEditableDataset, touchDataset } from './editable-dataset.ts'
import type { RemoteResource } from './model.ts'
import { demandAgreementOn } from './publishable.ts'
import { changedResource, type ResourceChanges } from './resource-changes.rules.ts'
import { checkResource } from './resource.rules.ts'
import { getResource } from './resources.ts'
import { updateResourceRow } from './store.resources.ts'
import { tellResource } from './tell.ts'

/**
 * Makes a link of a file, with the same id: its stable address leads to the link from now on. Its versions stay, each
 * at its own address; restoring one, or a new file, makes it a file again. Throws `NotFound`, `Forbidden`,
 * `SecondPersonNeeded`, `Invalid` by field.
 */
export const makeLink = (
  db: Db,
  actor: Actor,
  datasetId: string,
  resourceId: string,
  changes: ResourceChanges,
): Promise<RemoteResource> =>
  inTransaction(db, async (tx) => {
    const dataset = await lockEditableDataset(tx, actor, datasetId)
    const resource = await getResource(tx, dataset, resourceId)
    if (!changes.url?.trim()) throw invalidField('url', NO_ADDRESS)
    const link = changedResource(emptyLinkOf(resource), changes) as RemoteResource
    checkResource(link)
    await demandAgreementOn(tx, actor, dataset)
    await updateResourceRow(tx, link)
    await tellResource(tx, 'updated', actor, await touchDataset(tx, dataset), link)
    return link
  })

/** Its words; what was seen in the file says nothing of what is behind the link, its format apart. */
const emptyLinkOf = (resource: Awaited<ReturnType<typeof getResource>>): RemoteResource => ({
  id: resource.id,
  datasetId: resource.datasetId,
  community: resource.community,
  title: resource.title,
  description: resource.description,
  type: resource.type,
  schema: resource.schema,
  extras: resource.extras,
  metrics: resource.metrics,
  harvest: resource.harvest,
  createdAt: resource.createdAt,
  lastModified: new Date(),
  format: resource.format,
  mime: null,
  filesize: null,
  checksum: null,
  filetype: 'remote',
  url: '',
})

const NO_ADDRESS: Text = {
  fr: 'Donnez l’adresse vers laquelle ce fichier mènera.',
  en: 'Give the address that this file will lead to.',
}
