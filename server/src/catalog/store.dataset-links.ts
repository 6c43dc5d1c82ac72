import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

export interface DatasetLink {
  class: string
  objectId: string
}

/** Who points at this dataset. */
export const selectLinksOf = async (db: Db, datasetId: string): Promise<DatasetLink[]> => {
  const rows = await db
    .selectFrom('dataset_links')
    .select(['class', 'object_id'])
    .where('dataset_id', '=', datasetId)
    .execute()
  return rows.map((row) => ({ class: row.class, objectId: row.object_id }))
}

/** Datasets that each of these objects points at, in one query. */
export const selectLinkedDatasets = async (
  db: Db,
  name: string,
  objectIds: string[],
): Promise<Map<string, string[]>> => {
  const byObject = new Map<string, string[]>(objectIds.map((id) => [id, []]))
  if (objectIds.length === 0) return byObject
  const rows = await db
    .selectFrom('dataset_links')
    .select(['object_id', 'dataset_id'])
    .where('class', '=', name)
    .where(sql<boolean>`object_id = any(${objectIds})`)
    .orderBy('dataset_id')
    .execute()
  for (const row of rows) byObject.get(row.object_id)?.push(row.dataset_id)
  return byObject
}

export const insertLinks = async (db: Db, name: string, objectId: string, datasetIds: string[]): Promise<void> => {
  if (datasetIds.length === 0) return
  await sql`insert into dataset_links (class, object_id, dataset_id)
    select ${name}, ${objectId}, unnest(${datasetIds}::text[]) on conflict do nothing`.execute(db)
}

export const deleteLinks = async (db: Db, name: string, objectId: string, datasetIds: string[]): Promise<void> => {
  await db
    .deleteFrom('dataset_links')
    .where('class', '=', name)
    .where('object_id', '=', objectId)
    .where(sql<boolean>`dataset_id = any(${datasetIds})`)
    .execute()
}

/** How many objects of a class point at each dataset. */
export const countLinks = async (db: Db, name: string, datasetIds: string[]): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('dataset_links')
    .select(['dataset_id', (e) => e.fn.countAll<number>().as('total')])
    .where('class', '=', name)
    .where(sql<boolean>`dataset_id = any(${datasetIds})`)
    .groupBy('dataset_id')
    .execute()
  return new Map(rows.map((row) => [row.dataset_id, row.total]))
}
