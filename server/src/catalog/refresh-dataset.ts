import type { Tx } from '../db/index.ts'
import { indexDocument } from '../search/index.ts'
import { lastUpdateOf } from './dates.rules.ts'
import { findSearchDocument } from './find-search-document.ts'
import type { Dataset } from './model.ts'
import { resourceQualityOf } from './quality.rules.ts'
import { updateDatasetRow } from './store.datasets.ts'
import { selectResources } from './store.resources.ts'

/**
 * Writes a changed dataset with everything that follows from it in the same transaction: its revision, the date of
 * its data, what lists show of its files, its search document. Every write of a dataset or a resource ends here.
 */
export const refreshDataset = async (
  tx: Tx,
  changed: Dataset,
  { byMachine = false }: { byMachine?: boolean } = {},
): Promise<Dataset> => {
  const resources = (await selectResources(tx, [changed.id])).get(changed.id) ?? []
  const dataset: Dataset = {
    ...changed,
    // Nobody who is writing must be told that their copy is stale because a link was looked at.
    revision: changed.revision + (byMachine ? 0 : 1),
    lastUpdate: lastUpdateOf(changed, resources),
    resourcesCount: resources.length,
    resourceQuality: resourceQualityOf(resources),
  }
  await updateDatasetRow(tx, dataset)
  await indexDocument(tx, await findSearchDocument(tx, dataset, resources))
  return dataset
}
