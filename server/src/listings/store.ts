import { sql, type Selectable } from 'kysely'
import type { Actor } from '../lib/actor.ts'
import type { Db, IdQuery, ListingsTable } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { Owners } from '../organizations/index.ts'
import { idsOfOwned, type SubjectScope } from '../subjects/index.ts'
import type { Listing, ListingClass } from './model.ts'
import type { ListingFilter } from './query.ts'
import { conditionsOf, mayList, orderOf, SHOWN } from './store.filters.ts'

export const insertListing = async (db: Db, listing: Listing): Promise<void> => {
  await db
    .insertInto('listings')
    .values({ ...rowOf(listing), created_at: listing.createdAt })
    .execute()
}

export const updateListingRow = async (db: Db, listing: Listing): Promise<void> => {
  await db.updateTable('listings').set(rowOf(listing)).where('id', '=', listing.id).execute()
}

export const deleteListingRow = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('listings').where('id', '=', id).execute()
}

export const lockListing = async (tx: Db, name: ListingClass, id: string): Promise<Listing | undefined> => {
  const one = tx.selectFrom('listings').selectAll().where('class', '=', name).where('id', '=', id).forUpdate()
  const row = await one.executeTakeFirst()
  return row && listingOf(row)
}

/** An id wins over a slug that looks like one. */
export const selectListing = async (db: Db, name: ListingClass, idOrSlug: string): Promise<Listing | undefined> => {
  const rows = await db
    .selectFrom('listings')
    .selectAll()
    .where('class', '=', name)
    .where((where) => where.or([where('id', '=', idOrSlug.toLowerCase()), where('slug', '=', idOrSlug)]))
    .execute()
  const row = rows.find(({ id }) => id === idOrSlug.toLowerCase()) ?? rows[0]
  return row && listingOf(row)
}

/** In the order of `ids`. */
export const selectListings = async (db: Db, name: ListingClass, ids: string[]): Promise<Listing[]> => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('listings')
    .selectAll()
    .where('class', '=', name)
    .where(sql<boolean>`id = any(${ids})`)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, listingOf(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export const listingSlugIsTaken = async (db: Db, name: ListingClass, slug: string, exceptId: string) => {
  const same = db.selectFrom('listings').select('id').where('class', '=', name).where('slug', '=', slug)
  return (await same.where('id', '!=', exceptId).executeTakeFirst()) !== undefined
}

export const selectListingPage = async (
  db: Db,
  actor: Actor,
  name: ListingClass,
  filter: ListingFilter,
  sort: string | string[],
  { page, pageSize }: Page,
): Promise<[Listing[], number]> => {
  const found = db
    .selectFrom('listings')
    .where((where) =>
      where.and([where('class', '=', name), mayList(where, actor, filter), ...conditionsOf(where, filter)]),
    )
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy(orderOf(sort))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(listingOf), total]
}

/** Of an organization or a person, or all, those that everybody sees. */
export const countShown = async (db: Db, name: ListingClass, owner?: Owners): Promise<number> => {
  const shown = db.selectFrom('listings').where('class', '=', name).where(SHOWN)
  const theirs = !owner
    ? shown
    : owner.organizationId
      ? shown.where('organization_id', '=', owner.organizationId)
      : shown.where('owner_id', '=', owner.ownerId)
  return (await theirs.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total
}

export const mergeListingMetrics = async (db: Db, id: string, metrics: Record<string, unknown>): Promise<void> => {
  await db
    .updateTable('listings')
    .set({ metrics: sql`metrics || ${JSON.stringify(metrics)}::jsonb` })
    .where('id', '=', id)
    .execute()
}

export const selectListingIds = async (db: Db, name: ListingClass, owner?: Owners): Promise<string[]> => {
  const all = db.selectFrom('listings').select('id').where('class', '=', name).orderBy('id')
  const theirs = !owner
    ? all
    : owner.organizationId
      ? all.where('organization_id', '=', owner.organizationId)
      : all.where('owner_id', '=', owner.ownerId)
  return (await theirs.execute()).map(({ id }) => id)
}

export const selectListingsDeletedBefore = async (db: Db, name: ListingClass, moment: Date): Promise<string[]> => {
  const deleted = db.selectFrom('listings').select('id').where('class', '=', name).where('deleted_at', '<', moment)
  return (await deleted.execute()).map(({ id }) => id)
}

/** The scope's, for lists of other modules. */
export const idsOfScope = (name: ListingClass, scope: SubjectScope): IdQuery =>
  sql`${idsOfOwned('listings', scope)} and class = ${name}`

const rowOf = (listing: Listing) => ({
  id: listing.id,
  class: listing.class,
  slug: listing.slug,
  title: listing.title,
  description: listing.description,
  tags: listing.tags,
  private: listing.private,
  featured: listing.featured,
  organization_id: listing.organizationId,
  owner_id: listing.ownerId,
  fields: JSON.stringify(listing.fields),
  extras: JSON.stringify(listing.extras),
  metrics: JSON.stringify(listing.metrics),
  last_modified: listing.lastModified,
  archived_at: listing.archivedAt,
  deleted_at: listing.deletedAt,
})

const listingOf = (row: Selectable<ListingsTable>): Listing => ({
  id: row.id,
  class: row.class,
  slug: row.slug,
  title: row.title,
  description: row.description,
  tags: row.tags,
  private: row.private,
  featured: row.featured,
  organizationId: row.organization_id,
  ownerId: row.owner_id,
  fields: row.fields,
  extras: row.extras,
  metrics: row.metrics,
  createdAt: row.created_at,
  lastModified: row.last_modified,
  archivedAt: row.archived_at,
  deletedAt: row.deleted_at,
})
