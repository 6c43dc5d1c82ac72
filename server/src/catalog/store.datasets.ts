import { sql, type ExpressionBuilder, type Selectable } from 'kysely'
import type { Actor } from '../lib/actor.ts'
import { containing, type DatasetsTable, type Db, type Tables } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { Dataset } from './model.ts'

export interface DatasetFilter {
  tags?: string[]
  organizationId?: string
  ownerId?: string
  license?: string
  private?: boolean
  archived?: boolean
  deleted?: boolean
  /** Only what this caller edits: the back-office's lists. */
  mine?: 'owned' | 'all'
  title?: string
}

export type DatasetSort = 'created' | '-created' | 'last_update' | '-last_update' | 'title' | '-title'

export const insertDataset = async (db: Db, dataset: Dataset): Promise<void> => {
  await db
    .insertInto('datasets')
    .values({ ...rowOf(dataset), id: dataset.id })
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
    .where((where) => where.and([mayList(where, actor, filter.mine), ...conditionsOf(where, filter)]))
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const column = sql.ref(
    { created: 'created_at', last_update: 'last_update', title: 'title' }[sort.replace('-', '')] ?? 'created_at',
  )
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`
  const rows = await found
    .selectAll()
    .orderBy(sql`${column} ${direction}, id ${direction}`)
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(datasetOf), total]
}

export const mergeDatasetMetrics = async (db: Db, id: string, metrics: Record<string, unknown>): Promise<void> => {
  await db
    .updateTable('datasets')
    .set({ metrics: sql`metrics || ${JSON.stringify(metrics)}::jsonb`, stamp: sql`stamp + 1` })
    .where('id', '=', id)
    .execute()
}

export const selectDatasetsDeletedBefore = async (db: Db, moment: Date): Promise<string[]> =>
  (await db.selectFrom('datasets').select('id').where('deleted_at', '<', moment).execute()).map((row) => row.id)

/** Deletes for good a dataset that was deleted before this moment; false when it no longer is. */
export const deleteDatasetRow = async (db: Db, id: string, deletedBefore: Date): Promise<boolean> => {
  const gone = db.deleteFrom('datasets').where('id', '=', id).where('deleted_at', '<', deletedBefore)
  return (await gone.executeTakeFirst()).numDeletedRows > 0n
}

export const countVisibleDatasets = async (db: Db): Promise<number> => {
  const visible = db.selectFrom('datasets').where((where) => isVisible(where))
  return (await visible.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total
}

type Where = ExpressionBuilder<Tables, 'datasets'>

const isVisible = (where: Where) =>
  where.and([where('private', '=', false), where('deleted_at', 'is', null), where('archived_at', 'is', null)])

/** The public ones, and everything that the caller or their organizations own (udata-api.md §2.1.1). */
const mayList = (where: Where, actor: Actor, mine: DatasetFilter['mine']) => {
  if (actor.kind === 'anonymous') return isVisible(where)
  const owned = where('owner_id', '=', actor.userId)
  if (mine === 'owned') return owned
  const organizations = actor.memberships.map((membership) => membership.organizationId)
  const edited = organizations.length > 0 ? where.or([owned, where('organization_id', 'in', organizations)]) : owned
  if (mine === 'all') return edited
  return actor.siteAdmin ? where.lit(true) : where.or([isVisible(where), edited])
}

const conditionsOf = (where: Where, filter: DatasetFilter) => [
  ...(filter.tags && filter.tags.length > 0 ? [sql<boolean>`tags @> ${filter.tags}::text[]`] : []),
  ...(filter.organizationId ? [where('organization_id', '=', filter.organizationId)] : []),
  ...(filter.ownerId ? [where('owner_id', '=', filter.ownerId)] : []),
  ...(filter.license ? [where('license', '=', filter.license)] : []),
  ...(filter.private === undefined ? [] : [where('private', '=', filter.private)]),
  ...(filter.archived === undefined ? [] : [where('archived_at', filter.archived ? 'is not' : 'is', null)]),
  ...(filter.deleted === undefined ? [] : [where('deleted_at', filter.deleted ? 'is not' : 'is', null)]),
  ...(filter.title ? [where('title', 'ilike', containing(filter.title))] : []),
]

const rowOf = (dataset: Dataset) => ({
  id: dataset.id,
  slug: dataset.slug,
  title: dataset.title,
  acronym: dataset.acronym,
  description: dataset.description,
  description_short: dataset.descriptionShort,
  license: dataset.license,
  frequency: dataset.frequency,
  frequency_date: dataset.frequencyDate,
  tags: dataset.tags,
  private: dataset.private,
  organization_id: dataset.organizationId,
  owner_id: dataset.ownerId,
  temporal_start: dataset.temporalCoverage?.start ?? null,
  temporal_end: dataset.temporalCoverage?.end ?? null,
  spatial: dataset.spatial && JSON.stringify(dataset.spatial),
  extras: JSON.stringify(dataset.extras),
  revision: dataset.revision,
  last_modified: dataset.lastModified,
  last_update: dataset.lastUpdate,
  archived_at: dataset.archivedAt,
  deleted_at: dataset.deletedAt,
})

const datasetOf = (row: Selectable<DatasetsTable>): Dataset => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  acronym: row.acronym,
  description: row.description,
  descriptionShort: row.description_short,
  license: row.license,
  frequency: row.frequency,
  frequencyDate: row.frequency_date,
  tags: row.tags,
  private: row.private,
  organizationId: row.organization_id,
  ownerId: row.owner_id,
  temporalCoverage: row.temporal_start ? { start: row.temporal_start, end: row.temporal_end } : null,
  spatial: row.spatial,
  extras: row.extras,
  revision: row.revision,
  createdAt: row.created_at,
  lastModified: row.last_modified,
  lastUpdate: row.last_update,
  archivedAt: row.archived_at,
  deletedAt: row.deleted_at,
})
