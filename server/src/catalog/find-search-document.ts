import { findUsers, fullNameOf } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { findOrganizations } from '../organizations/index.ts'
import type { SearchDocument } from '../search/index.ts'
import type { Dataset, Resource } from './model.ts'
import { searchDocumentOf } from './search.ts'
import { selectLinksOf } from './store.dataset-links.ts'

/** What of a dataset can be found, with its producer's name and badges and who points at it. */
export const findSearchDocument = async (db: Db, dataset: Dataset, resources: Resource[]): Promise<SearchDocument> => {
  const { organizationId, ownerId } = dataset
  const organization = organizationId ? (await findOrganizations(db, [organizationId])).get(organizationId) : undefined
  const owner = ownerId ? (await findUsers(db, [ownerId])).get(ownerId) : undefined
  const links = await selectLinksOf(db, dataset.id)
  return searchDocumentOf(dataset, { resources, organization, ownerName: owner && fullNameOf(owner), links })
}
