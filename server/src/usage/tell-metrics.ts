import { setFileViews } from '../catalog/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { setSubjectMetrics } from '../subjects/index.ts'
import { selectUntoldDatasets, selectUntoldPages, takeDataset, takePage } from './store.untold.ts'

/**
 * Writes views and downloads where udata shows them (`metrics`), once a night, and only where something was counted:
 * what is kept of every other dataset stays kept (decision 0005). No date of the dataset moves. May run twice: what is
 * told isn't told again.
 */
export const tellMetrics = async (db: Db): Promise<void> => {
  for (const id of await selectUntoldDatasets(db))
    await inTransaction(db, async (tx) => {
      const { views, downloads, files } = await takeDataset(tx, id)
      await setSubjectMetrics(tx, { class: 'Dataset', id }, { views, resources_downloads: downloads })
      await setFileViews(
        tx,
        files.map((file) => ({ id: file.id, views: file.downloads })),
      )
    })
  for (const page of await selectUntoldPages(db))
    await inTransaction(db, async (tx) => setSubjectMetrics(tx, page, { views: await takePage(tx, page) }))
}
