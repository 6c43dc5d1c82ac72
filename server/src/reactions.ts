/** What follows from what: every after-effect of the product, and every class that others point at, in one screen. */
import {
  countDatasetsOf,
  datasetSubjects,
  findDatasetById,
  reindexDatasets,
  reindexDatasetsOf,
} from './catalog/index.ts'
import type { Db } from './db/index.ts'
import { postSubjects, reindexPosts } from './editorial/index.ts'
import type { Reaction, Reactions } from './events/index.ts'
import { organizationSubjects, reindexOrganizations } from './organizations/index.ts'
import { isIndexEmpty } from './search/index.ts'
import { setSubjectMetrics, type SubjectKind, type SubjectRef } from './subjects/index.ts'

export const SUBJECTS: SubjectKind[] = [datasetSubjects, organizationSubjects, postSubjects]

/** How many datasets everybody sees of whoever owns this one. */
const countDatasets: Reaction = async (tx, { subject }) => {
  const dataset = await findDatasetById(tx, subject.id)
  if (!dataset) return
  const owner = { organizationId: dataset.organizationId, ownerId: dataset.ownerId }
  const ref: SubjectRef = dataset.organizationId
    ? { class: 'Organization', id: dataset.organizationId }
    : { class: 'User', id: dataset.ownerId ?? '' }
  await setSubjectMetrics(tx, ref, { datasets: await countDatasetsOf(tx, owner) })
}

/** Datasets are found by the name and the badges of who publishes them. */
const findByProducer: Reaction = (tx, fact) => reindexDatasetsOf(tx, fact.subject.id)

export const REACTIONS: Reactions = {
  'dataset:created': [countDatasets],
  'dataset:updated': [countDatasets],
  'dataset:deleted': [countDatasets],
  'organization:updated': [findByProducer],
  'organization:badge_added': [findByProducer],
  'organization:badge_removed': [findByProducer],
}

/** Makes the whole index again, by the operator. Answers how many documents it has. */
export const reindexAll = async (db: Db): Promise<number> =>
  (await reindexOrganizations(db)) + (await reindexDatasets(db)) + (await reindexPosts(db))

/** The same when it is empty: a migration that changes its form empties it. */
export const reindexIfEmpty = async (db: Db): Promise<void> => {
  if (await isIndexEmpty(db)) await reindexAll(db)
}
