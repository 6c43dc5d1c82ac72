import { daysAfter } from '../lib/dates.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { publish } from '../events/index.ts'
import { removeDocument } from '../search/index.ts'
import { dropAssignments } from '../organizations/index.ts'
import { releaseSlugs } from '../subjects/index.ts'
import { DAYS_BEFORE_PURGE } from './model.ts'
import { DATASET } from './search.ts'
import { detachCommunityResources } from './store.community-resources.ts'
import { deleteDatasetRow, selectDataset, selectDatasetsDeletedBefore } from './store.datasets.ts'
import { purgeResources, selectResources } from './store.resources.ts'

/** Removes for good what was deleted more than 30 days ago. May run twice: what is gone stays gone. */
export const purgeDeleted = async (db: Db, now = new Date()): Promise<void> => {
  const limit = daysAfter(now, -DAYS_BEFORE_PURGE)
  for (const id of await selectDatasetsDeletedBefore(db, limit)) {
    await inTransaction(db, async (tx) => {
      // Somebody may have restored it since the list was read.
      const dataset = await selectDataset(tx, id, { forUpdate: true })
      if (!dataset?.deletedAt || dataset.deletedAt >= limit) return
      const resources = (await selectResources(tx, [id])).get(id) ?? []
      await detachCommunityResources(tx, id)
      await deleteDatasetRow(tx, id)
      await removeDocument(tx, DATASET, id)
      await releaseSlugs(tx, 'Dataset', id)
      await dropAssignments(tx, id)
      await publish(tx, {
        type: 'dataset:purged',
        actorId: null,
        subject: { class: 'Dataset', id },
        organizationId: null,
        extras: { resource_ids: resources.map((resource) => resource.id) },
      })
    })
  }
  await purgeResources(db, limit)
}
