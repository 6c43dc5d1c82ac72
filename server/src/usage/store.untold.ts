import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** Datasets with something that their own counters don't say yet. */
export const selectUntoldDatasets = async (db: Db): Promise<string[]> => {
  const untold = db.selectFrom('usage_days').select('dataset_id').distinct().where('told', '=', false)
  const rows = await untold.where('dataset_id', 'is not', null).orderBy('dataset_id').execute()
  return rows.map(({ dataset_id }) => dataset_id ?? '')
}

/** The same of pages that are no dataset's, and of files that are not in one. */
export const selectUntoldPages = async (db: Db): Promise<{ class: 'Organization' | 'Reuse'; id: string }[]> => {
  const untold = db.selectFrom('usage_days').select(['class', 'object_id']).distinct().where('told', '=', false)
  const rows = await untold.where('class', 'in', ['Organization', 'Reuse']).orderBy('object_id').execute()
  return rows.map((row) => ({ class: row.class as 'Organization' | 'Reuse', id: row.object_id }))
}

/** Says that all is told, then what that is since ever: what is counted meanwhile waits, and is untold again. */
export const takeDataset = async (
  tx: Db,
  datasetId: string,
): Promise<{ views: number; downloads: number; files: { id: string; downloads: number }[] }> => {
  const untold = tx.updateTable('usage_days').set({ told: true }).where('told', '=', false)
  await untold.where('dataset_id', '=', datasetId).execute()
  const rows = await tx
    .selectFrom('usage_days')
    .select(['class', 'object_id', sql<number>`sum(n)::bigint`.as('n')])
    .where('dataset_id', '=', datasetId)
    .groupBy(['class', 'object_id'])
    .execute()
  const files = rows.filter((row) => row.class === 'Resource').map(({ object_id: id, n }) => ({ id, downloads: n }))
  const sum = (of: { n: number }[]): number => of.reduce((all, { n }) => all + n, 0)
  return {
    views: sum(rows.filter((row) => row.class === 'Dataset')),
    downloads: files.reduce((all, { downloads }) => all + downloads, 0),
    files,
  }
}

/** The same of a page. */
export const takePage = async (tx: Db, { class: name, id }: { class: 'Organization' | 'Reuse'; id: string }) => {
  const page = tx.updateTable('usage_days').set({ told: true }).where('told', '=', false)
  await page.where('object_id', '=', id).where('class', '=', name).execute()
  const { n } = await tx
    .selectFrom('usage_days')
    .select(sql<number>`coalesce(sum(n), 0)::bigint`.as('n'))
    .where('object_id', '=', id)
    .where('class', '=', name)
    .executeTakeFirstOrThrow()
  return n
}
