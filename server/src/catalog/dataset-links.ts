import type { Db, Tx } from '../db/index.ts'
import { indexDocuments } from '../search/index.ts'
import { findSearchDocument } from './find-search-document.ts'
import { countLinks, deleteLinks, insertLinks, selectLinkedDatasets } from './store.dataset-links.ts'
import { mergeDatasetMetrics, selectDatasetsByIds } from './store.datasets.ts'
import { selectResources } from './store.resources.ts'

/** The counter that each class of object keeps in the datasets it points at. */
const COUNTERS: Record<string, string> = { Reuse: 'reuses', Dataservice: 'dataservices', Topic: 'topics' }

/**
 * The datasets that an object (a reuse, a dataservice, a topic) points at are exactly these. Their counters and what
 * can be found of them follow in the same transaction.
 */
export const setDatasetLinks = async (tx: Tx, name: string, objectId: string, datasetIds: string[]): Promise<void> => {
  const before = (await selectLinkedDatasets(tx, name, [objectId])).get(objectId) ?? []
  const added = datasetIds.filter((id) => !before.includes(id))
  const removed = before.filter((id) => !datasetIds.includes(id))
  await insertLinks(tx, name, objectId, added)
  await deleteLinks(tx, name, objectId, removed)
  await refreshLinked(tx, name, [...added, ...removed])
}

/** Datasets that each of these objects points at, in one query. */
export const listDatasetLinks = (db: Db, name: string, objectIds: string[]): Promise<Map<string, string[]>> =>
  selectLinkedDatasets(db, name, objectIds)

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
