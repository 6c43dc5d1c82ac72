import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

export interface DatasetLink {
  class: string
  objectId: string
}

/** Who points at this dataset, as everybody sees it. */
export const selectLinksOf = async (db: Db, datasetId: string): Promise<DatasetLink[]> => {
  const rows = await db
    .selectFrom('dataset_links')
    .select(['class', 'object_id'])
    .where('dataset_id', '=', datasetId)
    .where('shown', '=', true)
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

/** Whether each of its links is shown, by dataset. */
export const selectLinks = async (db: Db, object: { class: string; id: string }): Promise<Map<string, boolean>> => {
  const rows = await db
    .selectFrom('dataset_links')
    .select(['dataset_id', 'shown'])
    .where('class', '=', object.class)
    .where('object_id', '=', object.id)
    .execute()
  return new Map(rows.map((row) => [row.dataset_id, row.shown]))
}

export const selectLinkedObjects = async (db: Db, name: string, datasetId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('dataset_links')
    .select('object_id')
    .where('class', '=', name)
    .where('dataset_id', '=', datasetId)
    .execute()
  return rows.map((row) => row.object_id)
}

export const upsertLinks = async (
  db: Db,
  object: { class: string; id: string; shown: boolean },
  datasetIds: string[],
): Promise<void> => {
  if (datasetIds.length === 0) return
  await sql`insert into dataset_links (class, object_id, dataset_id, shown)
    select ${object.class}, ${object.id}, unnest(${datasetIds}::text[]), ${object.shown}
    on conflict (class, object_id, dataset_id) do update set shown = excluded.shown`.execute(db)
}

export const deleteLinks = async (
  db: Db,
  object: { class: string; id: string },
  datasetIds: string[],
): Promise<void> => {
  if (datasetIds.length === 0) return
  await db
    .deleteFrom('dataset_links')
    .where('class', '=', object.class)
    .where('object_id', '=', object.id)
    .where(sql<boolean>`dataset_id = any(${datasetIds})`)
    .execute()
}

/** How many objects of a class, that everybody sees, point at each dataset. */
export const countLinks = async (db: Db, name: string, datasetIds: string[]): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('dataset_links')
    .select(['dataset_id', (e) => e.fn.countAll<number>().as('total')])
    .where('class', '=', name)
    .where('shown', '=', true)
    .where(sql<boolean>`dataset_id = any(${datasetIds})`)
    .groupBy('dataset_id')
    .execute()
  return new Map(rows.map((row) => [row.dataset_id, row.total]))
}
