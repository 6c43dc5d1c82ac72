import type { Selectable } from 'kysely'
import type { Membership } from '../lib/actor.ts'
import type { Page } from '../http/index.ts'
import { containing, type Db, type OrganizationsTable } from '../db/index.ts'
import type { Member, Organization } from './model.ts'

export const insertOrganization = async (db: Db, organization: Organization): Promise<void> => {
  await db.insertInto('organizations').values(rowOf(organization)).execute()
}

export const updateOrganizationRow = async (db: Db, organization: Organization): Promise<void> => {
  await db.updateTable('organizations').set(rowOf(organization)).where('id', '=', organization.id).execute()
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
  return (await db.selectFrom('organizations').selectAll().where('id', 'in', ids).execute()).map(organizationOf)
}

export const selectOrganizationPage = async (
  db: Db,
  q: string,
  { page, pageSize }: Page,
): Promise<[Organization[], number]> => {
  let found = db.selectFrom('organizations').where('deleted_at', 'is', null)
  if (q) found = found.where('name', 'ilike', containing(q))
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(organizationOf), total]
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

export const upsertMember = async (
  db: Db,
  organizationId: string,
  member: Pick<Member, 'userId' | 'role'>,
): Promise<void> => {
  await db
    .insertInto('organization_members')
    .values({ organization_id: organizationId, user_id: member.userId, role: member.role })
    .onConflict((conflict) => conflict.columns(['organization_id', 'user_id']).doUpdateSet({ role: member.role }))
    .execute()
}

export const deleteMember = async (db: Db, organizationId: string, userId: string): Promise<boolean> => {
  const removed = db
    .deleteFrom('organization_members')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
  return (await removed.executeTakeFirst()).numDeletedRows > 0n
}

/** Members of several organizations, in one query, in the order they came. */
export const selectMembers = async (db: Db, organizationIds: string[]): Promise<Map<string, Member[]>> => {
  const members = new Map<string, Member[]>(organizationIds.map((id) => [id, []]))
  if (organizationIds.length === 0) return members
  const rows = await db
    .selectFrom('organization_members')
    .selectAll()
    .where('organization_id', 'in', organizationIds)
    .orderBy('since')
    .execute()
  for (const row of rows)
    members.get(row.organization_id)?.push({ userId: row.user_id, role: row.role, since: row.since })
  return members
}

export const selectMemberships = async (db: Db, userId: string): Promise<Membership[]> => {
  const rows = await db
    .selectFrom('organization_members')
    .innerJoin('organizations', 'organizations.id', 'organization_members.organization_id')
    .select(['organization_members.organization_id', 'organization_members.role'])
    .where('user_id', '=', userId)
    .where('organizations.deleted_at', 'is', null)
    .orderBy('organizations.name')
    .execute()
  return rows.map((row) => ({ organizationId: row.organization_id, role: row.role }))
}

const rowOf = (organization: Organization) => ({
  id: organization.id,
  slug: organization.slug,
  name: organization.name,
  acronym: organization.acronym,
  description: organization.description,
  url: organization.url,
  business_number_id: organization.businessNumberId,
  extras: JSON.stringify(organization.extras),
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
  businessNumberId: row.business_number_id,
  extras: row.extras,
  createdAt: row.created_at,
  lastModified: row.last_modified,
  deletedAt: row.deleted_at,
})
