import type { Db } from '../db/index.ts'
import { indexDocuments, removeOtherDocuments } from '../search/index.ts'
import { findSearchDocument } from './find-search-document.ts'
import { DATASET } from './search.ts'
import { selectDatasetIds, selectDatasetsByIds } from './store.datasets.ts'
import { selectResources } from './store.resources.ts'

const BATCH = 200

/** Makes the index of datasets again from the datasets. May run at any time: what is written meanwhile stays. */
export const reindexDatasets = async (db: Db): Promise<number> => {
  const startedAt = new Date()
  const ids = await selectDatasetIds(db)
  await indexAll(db, ids)
  await removeOtherDocuments(db, DATASET, ids, startedAt)
  return ids.length
}

/** Those of an organization, whose name and badges they are found by. */
export const reindexDatasetsOf = async (db: Db, organizationId: string): Promise<void> =>
  indexAll(db, await selectDatasetIds(db, organizationId))

const indexAll = async (db: Db, ids: string[]): Promise<void> => {
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH)
    const resources = await selectResources(db, batch)
    const documents = []
    for (const dataset of await selectDatasetsByIds(db, batch))
      documents.push(await findSearchDocument(db, dataset, resources.get(dataset.id) ?? []))
    await indexDocuments(db, documents)
  }
}
