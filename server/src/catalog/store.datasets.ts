import { sql } from 'kysely'
import type { Actor } from '../lib/actor.ts'
import { containing, type Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { Owners } from '../organizations/index.ts'
import type { Dataset } from './model.ts'
import type { DatasetFilter, DatasetSort } from './dataset-query.ts'
import { conditionsOf, isVisible, mayList, orderOf } from './store.dataset-filters.ts'
import { datasetOf, rowOf } from './store.dataset-rows.ts'

export const insertDataset = async (db: Db, dataset: Dataset): Promise<void> => {
  await db
    .insertInto('datasets')
    .values({ ...rowOf(dataset), created_at: dataset.createdAt })
    .execute()
}

export const updateDatasetRow = async (db: Db, dataset: Dataset): Promise<void> => {
  await db.updateTable('datasets').set(rowOf(dataset)).where('id', '=', dataset.id).execute()
}

export const selectDataset = async (
  db: Db,
  id: string,
  options: { forUpdate?: boolean } = {},
): Promise<Dataset | undefined> => {
  const query = db.selectFrom('datasets').selectAll().where('id', '=', id)
  const row = await (options.forUpdate ? query.forUpdate() : query).executeTakeFirst()
  return row && datasetOf(row)
}

export const selectDatasetBySlug = async (db: Db, slug: string): Promise<Dataset | undefined> => {
  const row = await db.selectFrom('datasets').selectAll().where('slug', '=', slug).executeTakeFirst()
  return row && datasetOf(row)
}

export const datasetSlugIsTaken = async (db: Db, slug: string, exceptId: string): Promise<boolean> =>
  (await db
    .selectFrom('datasets')
    .select('id')
    .where('slug', '=', slug)
    .where('id', '!=', exceptId)
    .executeTakeFirst()) !== undefined

/** Datasets in the order of `ids`. */
export const selectDatasetsByIds = async (db: Db, ids: string[]): Promise<Dataset[]> => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('datasets')
    .selectAll()
    .where(sql<boolean>`id = any(${ids})`)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, datasetOf(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export const selectDatasetPage = async (
  db: Db,
  actor: Actor,
  filter: DatasetFilter,
  sort: DatasetSort,
  { page, pageSize }: Page,
): Promise<[Dataset[], number]> => {
  const found = db
    .selectFrom('datasets')
    .where((where) => where.and([mayList(where, actor, filter), ...conditionsOf(where, filter)]))
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy(orderOf(sort))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(datasetOf), total]
}

export const mergeDatasetMetrics = async (db: Db, id: string, metrics: Record<string, unknown>): Promise<void> => {
  await db
    .updateTable('datasets')
    .set({ metrics: sql`metrics || ${JSON.stringify(metrics)}::jsonb` })
    .where('id', '=', id)
    .execute()
}

export const selectDatasetIds = async (db: Db, organizationId?: string): Promise<string[]> => {
  const all = db.selectFrom('datasets').select('id').orderBy('id')
  const rows = organizationId ? all.where('organization_id', '=', organizationId) : all
  return (await rows.execute()).map(({ id }) => id)
}

export const selectDatasetsDeletedBefore = async (db: Db, moment: Date): Promise<string[]> =>
  (await db.selectFrom('datasets').select('id').where('deleted_at', '<', moment).execute()).map((row) => row.id)

export const deleteDatasetRow = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('datasets').where('id', '=', id).execute()
}

/** Of an organization or a person, those that everybody sees. */
export const countVisibleOf = async (db: Db, owner: Owners): Promise<number> => {
  const visible = db.selectFrom('datasets').where((where) => isVisible(where))
  const theirs = owner.organizationId
    ? visible.where('organization_id', '=', owner.organizationId)
    : visible.where('owner_id', '=', owner.ownerId)
  return (await theirs.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total
}

export const countVisibleDatasets = async (db: Db): Promise<number> => {
  const visible = db.selectFrom('datasets').where((where) => isVisible(where))
  return (await visible.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total
}

/** Title or acronym holding the text, most followed first. */
export const suggestDatasetRows = async (db: Db, q: string, size: number): Promise<Dataset[]> => {
  const rows = await db
    .selectFrom('datasets')
    .selectAll()
    .where((where) => isVisible(where))
    .where(sql<boolean>`unaccent(title || ' ' || coalesce(acronym, '')) ilike unaccent(${containing(q)})`)
    .orderBy(sql`coalesce((metrics->>'followers')::numeric, 0) desc, length(title), id`)
    .limit(size)
    .execute()
  return rows.map(datasetOf)
}

/** Nobody can be written to there any more. */
export const dropContactPoint = async (db: Db, contactPointId: string): Promise<void> => {
  await db
    .updateTable('datasets')
    .set({ contact_point_ids: sql`array_remove(contact_point_ids, ${contactPointId})` })
    .where(sql<boolean>`contact_point_ids @> array[${contactPointId}]`)
    .execute()
}
