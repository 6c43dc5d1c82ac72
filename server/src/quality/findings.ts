import type { Finding } from '../analysis/index.ts'
import type { Actor } from '../lib/actor.ts'
import { findDatasetById, getEditableDataset } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { checkArrival, checkDataset, judge } from './check-dataset.rules.ts'
import { examineDataset, type Arrival } from './examine-dataset.ts'
import type { JudgedFinding, PlacedFinding } from './model.ts'
import { findSilenced } from './silenced.ts'

/**
 * What rules say of a dataset as it is published, of its words and of each file, the most serious first and what was
 * silenced last; for who may edit it. Throws `NotFound`, `Gone`, `Unauthorized`, `Forbidden`.
 */
export const listFindings = async (
  db: Db,
  actor: Actor,
  idOrSlug: string,
): Promise<(PlacedFinding & JudgedFinding)[]> => {
  const dataset = await getEditableDataset(db, actor, idOrSlug)
  const { examined } = await examineDataset(db, dataset)
  return judge(checkDataset(examined), await findSilenced(db, dataset.id))
}

/**
 * Findings of a file that isn't published yet: what `found` says of its content, what its dataset's words and other
 * files add; in the order of a report, with what was silenced there. Rights were checked with the deposit.
 */
export const judgeArrival = async (
  db: Db,
  datasetId: string | null,
  arrival: Arrival,
  found: Finding[],
): Promise<JudgedFinding[]> => {
  const dataset = datasetId ? await findDatasetById(db, datasetId) : undefined
  if (!dataset) return judge(found, [])
  const { examined, arrived } = await examineDataset(db, dataset, arrival)
  const added = arrived ? checkArrival(arrived, examined) : []
  return judge([...found, ...added], await findSilenced(db, dataset.id))
}
