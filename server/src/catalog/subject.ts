import type { IdQuery, Tx } from '../db/index.ts'
import { indexDocument } from '../search/index.ts'
import { idsOfOwned, type SubjectKind, type SubjectScope } from '../subjects/index.ts'
import { findSearchDocument } from './find-search-document.ts'
import type { Dataset } from './model.ts'
import { mergeDatasetMetrics, selectDatasetsByIds } from './store.datasets.ts'
import { selectResources } from './store.resources.ts'
import { giveDataset } from './transfer-dataset.ts'

/** Ids of the scope's datasets, for queries of other modules. */
export function idsOfDatasets(scope: SubjectScope): IdQuery {
  return idsOfOwned('datasets', scope)
}

/** Datasets, for those who point at them. */
export const datasetSubjects: SubjectKind = {
  class: 'Dataset',
  find: async (db, ids) => (await selectDatasetsByIds(db, ids)).map(datasetSubjectOf),
  setMetrics: (tx, id, metrics) => setDatasetMetrics(tx, id, metrics),
  idsOf: idsOfDatasets,
  transfer: giveDataset,
}

/** Counters are sorted by, and weigh in relevance: what can be found follows. */
const setDatasetMetrics = async (tx: Tx, id: string, metrics: Record<string, unknown>): Promise<void> => {
  await mergeDatasetMetrics(tx, id, metrics)
  const [dataset] = await selectDatasetsByIds(tx, [id])
  const resources = (await selectResources(tx, [id])).get(id) ?? []
  if (dataset) await indexDocument(tx, await findSearchDocument(tx, dataset, resources))
}

export const datasetSubjectOf = (dataset: Dataset) => ({
  class: 'Dataset' as const,
  id: dataset.id,
  title: dataset.title,
  acronym: dataset.acronym,
  slug: dataset.slug,
  organizationId: dataset.organizationId,
  ownerId: dataset.ownerId,
  private: dataset.private,
  deletedAt: dataset.deletedAt,
})
