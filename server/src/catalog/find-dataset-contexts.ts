import { findUsers } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { findOrganizations } from '../organizations/index.ts'
import type { Dataset, DatasetContext } from './model.ts'
import { selectResources } from './store.resources.ts'

/** Files and producers of several datasets, in the same order: three queries whatever their number. */
export const findDatasetContexts = async (db: Db, datasets: Dataset[]): Promise<DatasetContext[]> => {
  const resources = await selectResources(
    db,
    datasets.map((dataset) => dataset.id),
  )
  const organizations = await findOrganizations(
    db,
    datasets.flatMap((dataset) => dataset.organizationId ?? []),
  )
  const owners = await findUsers(db, [...new Set(datasets.flatMap((dataset) => dataset.ownerId ?? []))])
  return datasets.map((dataset) => ({
    resources: resources.get(dataset.id) ?? [],
    organization: dataset.organizationId ? organizations.get(dataset.organizationId) : undefined,
    owner: dataset.ownerId ? owners.get(dataset.ownerId) : undefined,
  }))
}
