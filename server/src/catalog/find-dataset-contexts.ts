import { findUsers } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { findOrganizations } from '../organizations/index.ts'
import type { ContactPoint, Dataset, DatasetContext, Resource } from './model.ts'
import { selectContactPoints } from './store.contact-points.ts'
import { selectResources } from './store.resources.ts'

/**
 * What several datasets are shown with, in the same order: a constant number of queries whatever their number.
 * `resources: false` leaves the files out, for lists that only count them.
 */
export const findDatasetContexts = async (
  db: Db,
  datasets: Dataset[],
  options: { resources: boolean } = { resources: true },
): Promise<DatasetContext[]> => {
  const organizations = await findOrganizations(
    db,
    datasets.flatMap((dataset) => dataset.organizationId ?? []),
  )
  const owners = await findUsers(db, [...new Set(datasets.flatMap((dataset) => dataset.ownerId ?? []))])
  const contacts = await findContacts(db, datasets)
  const resources = options.resources ? await resourcesOf(db, datasets) : undefined
  return datasets.map((dataset) => ({
    resources: resources?.get(dataset.id) ?? [],
    contactPoints: dataset.contactPointIds.flatMap((id) => contacts.get(id) ?? []),
    organization: dataset.organizationId ? organizations.get(dataset.organizationId) : undefined,
    owner: dataset.ownerId ? owners.get(dataset.ownerId) : undefined,
  }))
}

const resourcesOf = (db: Db, datasets: Dataset[]): Promise<Map<string, Resource[]>> =>
  selectResources(
    db,
    datasets.map((dataset) => dataset.id),
  )

const findContacts = async (db: Db, datasets: Dataset[]): Promise<Map<string, ContactPoint>> => {
  const ids = [...new Set(datasets.flatMap((dataset) => dataset.contactPointIds))]
  const contacts = ids.length > 0 ? await selectContactPoints(db, ids) : []
  return new Map(contacts.map((contact) => [contact.id, contact]))
}
