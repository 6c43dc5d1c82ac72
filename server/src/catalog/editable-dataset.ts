import type { Actor } from '../lib/actor.ts'
import { Forbidden, NotFound } from '../lib/errors.ts'
import type { Tx } from '../db/index.ts'
import type { Dataset } from './model.ts'
import { canEditDataset } from './policy.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { selectDataset } from './store.datasets.ts'

/** Locks a dataset that the caller may edit: its writers wait for each other. Throws `NotFound`, `Forbidden`. */
export const lockEditableDataset = async (tx: Tx, actor: Actor, datasetId: string): Promise<Dataset> => {
  const dataset = await selectDataset(tx, datasetId, { forUpdate: true })
  if (!dataset) throw new NotFound()
  if (!canEditDataset(actor, dataset)) throw new Forbidden()
  return dataset
}

/** Writes a dataset whose files changed: its dates move with them. */
export const touchDataset = (tx: Tx, dataset: Dataset): Promise<Dataset> =>
  refreshDataset(tx, { ...dataset, lastModified: new Date() })
