import { idsOfOwned, type SubjectKind } from '../subjects/index.ts'
import type { Dataset } from './model.ts'
import { mergeDatasetMetrics, selectDatasetsByIds } from './store.datasets.ts'
import { giveDataset } from './transfer-dataset.ts'

/** Datasets, for those who point at them. */
export const datasetSubjects: SubjectKind = {
  class: 'Dataset',
  find: async (db, ids) => (await selectDatasetsByIds(db, ids)).map(subjectOf),
  idsOf: (scope) => idsOfOwned('datasets', scope),
  setMetrics: mergeDatasetMetrics,
  transfer: giveDataset,
}

const subjectOf = (dataset: Dataset) => ({
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
