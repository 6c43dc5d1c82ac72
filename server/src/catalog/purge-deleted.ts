import { daysAfter } from '../lib/dates.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { removeDocument } from '../search/index.ts'
import { DAYS_BEFORE_PURGE } from './model.ts'
import { DATASET } from './search.ts'
import { deleteDatasetRow, selectDatasetsDeletedBefore } from './store.datasets.ts'
import { purgeResources } from './store.resources.ts'

/** Removes for good what was deleted more than 30 days ago. May run twice: what is gone stays gone. */
export const purgeDeleted = async (db: Db, now = new Date()): Promise<void> => {
  const limit = daysAfter(now, -DAYS_BEFORE_PURGE)
  for (const id of await selectDatasetsDeletedBefore(db, limit)) {
    await inTransaction(db, async (tx) => {
      // Somebody may have restored it since the list was read.
      if (await deleteDatasetRow(tx, id, limit)) await removeDocument(tx, DATASET, id)
    })
  }
  await purgeResources(db, limit)
}
