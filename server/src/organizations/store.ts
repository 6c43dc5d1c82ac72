import { sql, type Selectable } from 'kysely'
import type { Page } from '../http/index.ts'
import { containing, type Db, type OrganizationsTable } from '../db/index.ts'
import type { Organization } from './model.ts'

export const insertOrganization = async (db: Db, organization: Organization): Promise<void> => {
  await db
    .insertInto('organizations')
    .values({ ...rowOf(organization), created_at: organization.createdAt })
    .execute()
}

export const updateOrganizationRow = async (db: Db, organization: Organization): Promise<void> => {
  await db.updateTable('organizations').set(rowOf(organization)).where('id', '=', organization.id).execute()
}

export const lockOrganization = async (tx: Db, id: string): Promise<Organization | undefined> => {
  const row = await tx.selectFrom('organizations').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && organizationOf(row)
}

export const selectOrganization = async (db: Db, idOrSlug: string): Promise<Organization | undefined> => {
  const row = await db
    .selectFrom('organizations')
    .selectAll()
    .where((where) => where.or([where('id', '=', idOrSlug), where('slug', '=', idOrSlug)]))
    // An id wins over a slug that looks like one.
    .orderBy((order) => order.case().when('id', '=', idOrSlug).then(0).else(1).end())
    .limit(1)
    .executeTakeFirst()
  return row && organizationOf(row)
}

export const selectOrganizations = async (db: Db, ids: string[]): Promise<Organization[]> => {
  if (ids.length === 0) return []
  const rows = db
    .selectFrom('organizations')
    .selectAll()
    .where(sql<boolean>`id = any(${ids})`)
  return (await rows.execute()).map(organizationOf)
}

export interface OrganizationFilter {
  q?: string
  /** Exact, whatever the case. */
  name?: string
  badge?: string
  businessNumberId?: string
  /** Those that were deleted, instead of the others. */
  deleted?: boolean
}

export const selectOrganizationPage = async (
  db: Db,
  filter: OrganizationFilter,
  sort: string,
  { page, pageSize }: Page,
): Promise<[Organization[], number]> => {
  let found = db.selectFrom('organizations').where('deleted_at', filter.deleted ? 'is not' : 'is', null)
  for (const word of filter.q?.split(/\s+/).slice(0, 32) ?? [])
    found = found.where(
      sql<boolean>`unaccent(name || ' ' || coalesce(acronym, '')) ilike unaccent(${containing(word)})`,
    )
  if (filter.name) found = found.where(sql<boolean>`lower(name) = lower(${filter.name})`)
  if (filter.badge) found = found.where(sql<boolean>`badges @> array[${filter.badge}]`)
  if (filter.businessNumberId) found = found.where('business_number_id', '=', filter.businessNumberId)
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy(orderOf(sort))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(organizationOf), total]
}

const orderOf = (sort: string) => {
  const key = sort.replace('-', '')
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`
  const columns: Record<string, ReturnType<typeof sql>> = {
    name: sql`lower(unaccent(name))`,
    created: sql`created_at`,
    last_modified: sql`last_modified`,
  }
  return sql`${columns[key] ?? sql`coalesce((metrics->>${key})::numeric, 0)`} ${direction}, id ${direction}`
}

export const selectAllOrganizations = async (db: Db): Promise<Organization[]> =>
  (await db.selectFrom('organizations').selectAll().orderBy('id').execute()).map(organizationOf)

export const selectOrganizationIdsWithBadge = async (db: Db, badge: string): Promise<string[]> => {
  const found = db
    .selectFrom('organizations')
    .select('id')
    .where(sql<boolean>`badges @> array[${badge}]`)
  return (await found.execute()).map(({ id }) => id)
}

export const countOrganizationRows = async (db: Db): Promise<number> => {
  const count = db
    .selectFrom('organizations')
    .where('deleted_at', 'is', null)
    .select((e) => e.fn.countAll<number>().as('total'))
  return (await count.executeTakeFirstOrThrow()).total
}

export const organizationSlugIsTaken = async (db: Db, slug: string, exceptId: string): Promise<boolean> => {
  const taken = db.selectFrom('organizations').select('id').where('slug', '=', slug).where('id', '!=', exceptId)
  return (await taken.executeTakeFirst()) !== undefined
}

export const mergeOrganizationMetrics = async (db: Db, id: string, metrics: Record<string, unknown>): Promise<void> => {
  await db
    .updateTable('organizations')
    .set({ metrics: sql`metrics || ${JSON.stringify(metrics)}::jsonb` })
    .where('id', '=', id)
    .execute()
}

/** Name or acronym holding the text, most followed first. */
export const suggestOrganizationRows = async (db: Db, q: string, size: number): Promise<Organization[]> => {
  const pattern = containing(q)
  const rows = await db
    .selectFrom('organizations')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`unaccent(name || ' ' || coalesce(acronym, '')) ilike unaccent(${pattern})`)
    .orderBy(sql`coalesce((metrics->>'followers')::numeric, 0) desc, length(name), id`)
    .limit(size)
    .execute()
  return rows.map(organizationOf)
}

const rowOf = (organization: Organization) => ({
  id: organization.id,
  slug: organization.slug,
  name: organization.name,
  acronym: organization.acronym,
  description: organization.description,
  url: organization.url,
  image_url: organization.imageUrl,
  logo: organization.logo === null ? null : JSON.stringify(organization.logo),
  business_number_id: organization.businessNumberId,
  badges: organization.badges,
  extras: JSON.stringify(organization.extras),
  presentation_blocs: JSON.stringify(organization.presentationBlocs),
  presentation_blocs_published_at: organization.presentationBlocsPublishedAt,
  last_modified: organization.lastModified,
  deleted_at: organization.deletedAt,
})

const organizationOf = (row: Selectable<OrganizationsTable>): Organization => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  acronym: row.acronym,
  description: row.description,
  url: row.url,
  imageUrl: row.image_url,
  logo: row.logo as Organization['logo'],
  businessNumberId: row.business_number_id,
  badges: row.badges,
  extras: row.extras,
  metrics: row.metrics,
  presentationBlocs: row.presentation_blocs,
  presentationBlocsPublishedAt: row.presentation_blocs_published_at,
  createdAt: row.created_at,
  lastModified: row.last_modified,
  deletedAt: row.deleted_at,
})
