import { findUsers, fullNameOf } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { findOrganizations } from '../organizations/index.ts'
import { indexDocument } from '../search/index.ts'
import type { Dataset, Resource } from './model.ts'
import { producerNameOf, searchDocumentOf } from './search.ts'
import { updateDatasetRow } from './store.datasets.ts'
import { selectResources } from './store.resources.ts'

/**
 * Writes a changed dataset with everything that follows from it in the same transaction: its revision, the date of
 * its data (the youngest of its files) and its search document. Every write of a dataset or a resource ends here.
 */
export const refreshDataset = async (tx: Db, changed: Dataset): Promise<Dataset> => {
  const resources = (await selectResources(tx, [changed.id])).get(changed.id) ?? []
  const dataset = { ...changed, revision: changed.revision + 1, lastUpdate: lastUpdateOf(changed, resources) }
  await updateDatasetRow(tx, dataset)
  const organization = dataset.organizationId
    ? (await findOrganizations(tx, [dataset.organizationId])).get(dataset.organizationId)
    : undefined
  const owner = dataset.ownerId ? (await findUsers(tx, [dataset.ownerId])).get(dataset.ownerId) : undefined
  await indexDocument(tx, searchDocumentOf(dataset, producerNameOf(organization, owner && fullNameOf(owner))))
  return dataset
}

const lastUpdateOf = (dataset: Dataset, resources: Resource[]): Date =>
  resources.length === 0
    ? dataset.lastModified
    : new Date(Math.max(...resources.map((resource) => resource.lastModified.getTime())))
