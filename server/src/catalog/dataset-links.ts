import type { Db, Tx } from '../db/index.ts'
import { indexDocuments } from '../search/index.ts'
import { findSearchDocument } from './find-search-document.ts'
import {
  countLinks,
  deleteLinks,
  selectLinkedDatasets,
  selectLinkedObjects,
  selectLinks,
  upsertLinks,
} from './store.dataset-links.ts'
import { mergeDatasetMetrics, selectDatasetsByIds } from './store.datasets.ts'
import { selectResources } from './store.resources.ts'

/** The counter that each class of object keeps in the datasets it points at. */
const COUNTERS: Record<string, string> = { Reuse: 'reuses', Dataservice: 'dataservices', Topic: 'topics' }

/**
 * The datasets that an object (a reuse, a dataservice, a topic) points at are exactly these; `shown` when everybody
 * may see the object. Their counters and what can be found of them follow in the same transaction.
 */
export const setDatasetLinks = async (
  tx: Tx,
  object: { class: string; id: string; shown: boolean },
  datasetIds: string[],
): Promise<void> => {
  const before = await selectLinks(tx, object)
  const changed = datasetIds.filter((id) => before.get(id) !== object.shown)
  const removed = [...before.keys()].filter((id) => !datasetIds.includes(id))
  await upsertLinks(tx, object, changed)
  await deleteLinks(tx, object, removed)
  await refreshLinked(tx, object.class, [...changed, ...removed])
}

/** Datasets that each of these objects points at, in one query. */
export const listDatasetLinks = (db: Db, name: string, objectIds: string[]): Promise<Map<string, string[]>> =>
  selectLinkedDatasets(db, name, objectIds)

/** Ids of the objects of a class that point at this dataset. */
export const listLinkedObjects = (db: Db, name: string, datasetId: string): Promise<string[]> =>
  selectLinkedObjects(db, name, datasetId)

const refreshLinked = async (tx: Tx, name: string, datasetIds: string[]): Promise<void> => {
  if (datasetIds.length === 0) return
  const counts = await countLinks(tx, name, datasetIds)
  const datasets = await selectDatasetsByIds(tx, datasetIds)
  const resources = await selectResources(tx, datasetIds)
  const documents = []
  for (const dataset of datasets) {
    const metrics = { [COUNTERS[name] ?? name]: counts.get(dataset.id) ?? 0 }
    await mergeDatasetMetrics(tx, dataset.id, metrics)
    const shown = { ...dataset, metrics: { ...dataset.metrics, ...metrics } }
    documents.push(await findSearchDocument(tx, shown, resources.get(dataset.id) ?? []))
  }
  await indexDocuments(tx, documents)
}
