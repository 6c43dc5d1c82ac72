import { sql } from 'kysely'
import { containing, type Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { Resource } from './model.ts'
import { resourceOf } from './store.resources.ts'

export interface CommunityFilter {
  datasetId?: string
  organizationId?: string
  ownerId?: string
  /** Any of these owners. */
  owners?: { userId: string; organizationIds: string[] }
  /** Holding this text. */
  title?: string
}

export const selectResource = async (
  db: Db,
  id: string,
  { community }: { community: boolean },
): Promise<Resource | undefined> => {
  const row = db.selectFrom('resources').selectAll().where('id', '=', id).where('deleted_at', 'is', null)
  const found = await row.where('community', '=', community).executeTakeFirst()
  return found && resourceOf(found)
}

export const lockResource = async (tx: Db, id: string): Promise<Resource | undefined> => {
  const row = tx.selectFrom('resources').selectAll().where('id', '=', id).where('deleted_at', 'is', null)
  const found = await row.forUpdate().executeTakeFirst()
  return found && resourceOf(found)
}

const SORTS: Record<string, string> = {
  title: 'r.title',
  created: 'r.created_at',
  created_at_internal: 'r.created_at',
  last_modified: 'r.last_modified',
  last_modified_internal: 'r.last_modified',
}

export const selectCommunityPage = async (
  db: Db,
  filter: CommunityFilter,
  { page, pageSize }: Page,
  sort = '-created_at_internal',
): Promise<[Resource[], number]> => {
  let found = db
    .selectFrom('resources as r')
    .leftJoin('datasets as d', 'd.id', 'r.dataset_id')
    .where('r.community', '=', true)
    .where('r.deleted_at', 'is', null)
  const { owners } = filter
  if (owners)
    found = found.where(
      sql<boolean>`(r.owner_id = ${owners.userId} or r.organization_id = any(${owners.organizationIds}))`,
    )
  else found = found.where(sql<boolean>`(d.id is null or (not d.private and d.deleted_at is null))`)
  if (filter.datasetId) found = found.where('r.dataset_id', '=', filter.datasetId)
  if (filter.organizationId) found = found.where('r.organization_id', '=', filter.organizationId)
  if (filter.title) found = found.where('r.title', 'ilike', containing(filter.title))
  if (filter.ownerId) found = found.where('r.owner_id', '=', filter.ownerId)
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const column = sql.ref(SORTS[sort.replace('-', '')] ?? 'r.created_at')
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`
  const rows = await found
    .selectAll('r')
    .orderBy(sql`${column} ${direction}, r.id`)
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(resourceOf), total]
}

/** How many each dataset has, in one query. */
export const countCommunityResources = async (db: Db, datasetIds: string[]): Promise<Map<string, number>> => {
  if (datasetIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('resources')
    .select(['dataset_id', (e) => e.fn.countAll<number>().as('total')])
    .where('community', '=', true)
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`dataset_id = any(${datasetIds})`)
    .groupBy('dataset_id')
    .execute()
  return new Map(rows.map((row) => [row.dataset_id ?? '', row.total]))
}

/** Their dataset goes away for good; they stay, without it. */
export const detachCommunityResources = async (db: Db, datasetId: string): Promise<void> => {
  const beside = db.updateTable('resources').set({ dataset_id: null }).where('dataset_id', '=', datasetId)
  await beside.where('community', '=', true).execute()
}
