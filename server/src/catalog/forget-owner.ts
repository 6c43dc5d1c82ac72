import type { Tx } from '../db/index.ts'
import { listMyDatasets } from './datasets.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { deleteContactPointRow, selectContactPointPage } from './store.contact-points.ts'
import { dropContactPoint, selectDataset } from './store.datasets.ts'

/**
 * Somebody leaves, in the transaction that erases their name: the search no longer finds their datasets by it, and
 * nobody can be written to at contact points of theirs (udata-api.md §5.11).
 */
export const forgetOwner = async (tx: Tx, userId: string): Promise<void> => {
  const [contacts] = await selectContactPointPage(tx, { ownerId: userId }, { page: 1, pageSize: 10_000 })
  for (const { id } of contacts) {
    await dropContactPoint(tx, id)
    await deleteContactPointRow(tx, id)
  }
  const owner = { kind: 'user' as const, userId, siteAdmin: false, memberships: [], sessionIdHash: null }
  for (const { id, deletedAt } of await listMyDatasets(tx, owner, { organizations: false })) {
    const dataset = deletedAt ? undefined : await selectDataset(tx, id, { forUpdate: true })
    if (dataset) await refreshDataset(tx, dataset)
  }
}
