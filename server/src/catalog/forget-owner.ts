import type { Tx } from '../db/index.ts'
import { listMyDatasets } from './datasets.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { selectDataset } from './store.datasets.ts'

/** The search no longer finds somebody's own datasets by the name that they had, in the transaction that erases it. */
export const forgetOwner = async (tx: Tx, userId: string): Promise<void> => {
  const owner = { kind: 'user' as const, userId, siteAdmin: false, memberships: [], sessionIdHash: null }
  for (const { id, deletedAt } of await listMyDatasets(tx, owner, { organizations: false })) {
    const dataset = deletedAt ? undefined : await selectDataset(tx, id, { forUpdate: true })
    if (dataset) await refreshDataset(tx, dataset)
  }
}
