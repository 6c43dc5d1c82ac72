import { sql, type Selectable } from 'kysely'
import type { Db, MembershipRequestsTable } from '../db/index.ts'
import type { MembershipRequest } from './model.ts'

export const insertRequest = async (db: Db, request: MembershipRequest, createdBy: string): Promise<void> => {
  await db
    .insertInto('membership_requests')
    .values({
      id: request.id,
      organization_id: request.organizationId,
      user_id: request.userId,
      email: request.email,
      kind: request.kind,
      role: request.role,
      comment: request.comment,
      assignments: JSON.stringify(request.assignments),
      created_by: createdBy,
    })
    .execute()
}

export const selectRequest = async (db: Db, id: string): Promise<MembershipRequest | undefined> => {
  const row = await db.selectFrom('membership_requests').selectAll().where('id', '=', id).executeTakeFirst()
  return row && requestOf(row)
}

/** The same, until the end of the transaction nobody else's. */
export const lockRequest = async (tx: Db, id: string): Promise<MembershipRequest | undefined> => {
  const row = await tx.selectFrom('membership_requests').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && requestOf(row)
}

export interface RequestFilter {
  organizationId?: string
  organizationIds?: string[]
  userId?: string
  email?: string
  kind?: MembershipRequest['kind']
  status?: MembershipRequest['status']
}

/** Newest first. */
export const selectRequests = async (db: Db, filter: RequestFilter): Promise<MembershipRequest[]> => {
  let found = db.selectFrom('membership_requests').selectAll()
  if (filter.organizationId) found = found.where('organization_id', '=', filter.organizationId)
  if (filter.organizationIds) found = found.where(sql<boolean>`organization_id = any(${filter.organizationIds})`)
  if (filter.userId) found = found.where('user_id', '=', filter.userId)
  if (filter.email) found = found.where('email', '=', filter.email)
  if (filter.kind) found = found.where('kind', '=', filter.kind)
  if (filter.status) found = found.where('status', '=', filter.status)
  return (await found.orderBy('created_at', 'desc').limit(1_000).execute()).map(requestOf)
}

export const updateComment = async (db: Db, id: string, comment: string): Promise<void> => {
  await db.updateTable('membership_requests').set({ comment }).where('id', '=', id).execute()
}

/** Of who leaves: what waits is canceled, and nothing that they wrote stays. */
export const forgetRequestsOf = async (db: Db, userId: string): Promise<void> => {
  const theirs = db.updateTable('membership_requests').where('user_id', '=', userId)
  await theirs.set({ status: 'canceled', handled_at: new Date() }).where('status', '=', 'pending').execute()
  await theirs.set({ comment: null, email: null }).execute()
}

export const closeRequest = async (
  db: Db,
  id: string,
  by: string,
  status: MembershipRequest['status'],
  refusalComment: string | null = null,
): Promise<void> => {
  await db
    .updateTable('membership_requests')
    .set({ status, handled_by: by, handled_at: new Date(), refusal_comment: refusalComment })
    .where('id', '=', id)
    .execute()
}

/** Invitations to an address become those of the account that has it now. */
export const claimInvitations = async (db: Db, email: string, userId: string): Promise<void> => {
  await db
    .updateTable('membership_requests')
    .set({ user_id: userId })
    .where('email', '=', email)
    .where('user_id', 'is', null)
    .where('status', '=', 'pending')
    .execute()
}

const requestOf = (row: Selectable<MembershipRequestsTable>): MembershipRequest => ({
  id: row.id,
  organizationId: row.organization_id,
  userId: row.user_id,
  email: row.email,
  kind: row.kind,
  status: row.status,
  role: row.role,
  comment: row.comment,
  assignments: row.assignments,
  createdAt: row.created_at,
  handledAt: row.handled_at,
  refusalComment: row.refusal_comment,
})
