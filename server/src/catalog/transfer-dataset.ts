import { NotFound } from '../lib/errors.ts'
import type { Tx } from '../db/index.ts'
import type { Owners } from '../organizations/index.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { selectDataset } from './store.datasets.ts'

/** Gives a dataset to another owner; whoever calls it has checked that both agree. Throws `NotFound`. */
export const giveDataset = async (tx: Tx, id: string, owners: Owners): Promise<void> => {
  const dataset = await selectDataset(tx, id, { forUpdate: true })
  if (!dataset) throw new NotFound()
  // Contacts are the former producer's.
  await refreshDataset(tx, { ...dataset, ...owners, contactPointIds: [] })
}
