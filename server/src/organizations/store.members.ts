import { sql } from 'kysely'
import type { Membership } from '../lib/actor.ts'
import { newObjectId } from '../lib/ids.ts'
import type { Db } from '../db/index.ts'
import type { AssignedRef, Assignment, Member } from './model.ts'

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

export const selectMember = async (db: Db, organizationId: string, userId: string): Promise<Member | undefined> => {
  const row = await db
    .selectFrom('organization_members')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row && { userId: row.user_id, role: row.role, since: row.since }
}

/** Locked: two administrators who leave at the same moment must not both be the last but one. */
export const countOtherAdmins = async (tx: Db, organizationId: string, userId: string): Promise<number> => {
  const admins = await tx
    .selectFrom('organization_members')
    .select('user_id')
    .where('organization_id', '=', organizationId)
    .where('role', '=', 'admin')
    .forUpdate()
    .execute()
  return admins.filter((admin) => admin.user_id !== userId).length
}

export const deleteMember = async (db: Db, organizationId: string, userId: string): Promise<boolean> => {
  const removed = db
    .deleteFrom('organization_members')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
  return (await removed.executeTakeFirst()).numDeletedRows > 0n
}

/** Every membership of somebody whose account goes away. */
export const deleteMembershipsOf = async (db: Db, userId: string): Promise<void> => {
  await db.deleteFrom('organization_members').where('user_id', '=', userId).execute()
  await db.deleteFrom('assignments').where('user_id', '=', userId).execute()
}

/** Members of several organizations, in one query, in the order they came. */
export const selectMembers = async (db: Db, organizationIds: string[]): Promise<Map<string, Member[]>> => {
  const members = new Map<string, Member[]>(organizationIds.map((id) => [id, []]))
  if (organizationIds.length === 0) return members
  const rows = await db
    .selectFrom('organization_members')
    .selectAll()
    .where(sql<boolean>`organization_id = any(${organizationIds})`)
    .orderBy('since')
    .execute()
  for (const row of rows)
    members.get(row.organization_id)?.push({ userId: row.user_id, role: row.role, since: row.since })
  return members
}

/** What a user may do through organizations, with what is assigned to them, in one query. */
export const selectMemberships = async (db: Db, userId: string): Promise<Membership[]> => {
  const rows = await db
    .selectFrom('organization_members as m')
    .innerJoin('organizations as o', 'o.id', 'm.organization_id')
    .leftJoin('assignments as a', (join) =>
      join.onRef('a.organization_id', '=', 'm.organization_id').onRef('a.user_id', '=', 'm.user_id'),
    )
    .select(['m.organization_id', 'm.role', 'o.name'])
    .select(
      sql<string[]>`coalesce(array_agg(a.subject_id) filter (where a.subject_id is not null), '{}')`.as('assigned'),
    )
    .where('m.user_id', '=', userId)
    .groupBy(['m.organization_id', 'm.role', 'o.name'])
    .orderBy('o.name')
    .execute()
  return rows.map((row) => ({ organizationId: row.organization_id, role: row.role, assigned: row.assigned }))
}

export const insertAssignment = async (
  db: Db,
  organizationId: string,
  userId: string,
  subject: AssignedRef,
): Promise<void> => {
  await db
    .insertInto('assignments')
    .values({
      id: newObjectId(),
      organization_id: organizationId,
      user_id: userId,
      subject_class: subject.class,
      subject_id: subject.id,
    })
    .onConflict((conflict) => conflict.columns(['user_id', 'subject_id']).doNothing())
    .execute()
}

/** Of one member, or of all of the organization. */
export const selectAssignments = async (db: Db, organizationId: string, userId?: string): Promise<Assignment[]> => {
  let found = db.selectFrom('assignments').selectAll().where('organization_id', '=', organizationId)
  if (userId) found = found.where('user_id', '=', userId)
  return (await found.orderBy('created_at').orderBy('id').execute()).map((row) => ({
    id: row.id,
    organizationId: row.organization_id,
    userId: row.user_id,
    subject: { class: row.subject_class, id: row.subject_id },
    createdAt: row.created_at,
  }))
}

export const deleteAssignments = async (db: Db, organizationId: string, userId: string): Promise<void> => {
  await db
    .deleteFrom('assignments')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .execute()
}

export const deleteAssignmentsOfSubject = async (db: Db, subjectId: string): Promise<void> => {
  await db.deleteFrom('assignments').where('subject_id', '=', subjectId).execute()
}
