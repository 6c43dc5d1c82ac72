import { findUsers, type User } from '../../accounts/index.ts'
import type { Tx } from '../../db/index.ts'
import { listMembers } from '../../organizations/index.ts'
import type { Subject } from '../../subjects/index.ts'

/** Who is told of what happens to an organization's things: its administrators, or all its members. */
export const membersOf = async (tx: Tx, organizationId: string, who: 'admins' | 'all'): Promise<string[]> => {
  const members = (await listMembers(tx, [organizationId])).get(organizationId) ?? []
  return members.filter(({ role }) => who === 'all' || role === 'admin').map(({ userId }) => userId)
}

/** The owner, or members of the organization that owns it. */
export const holdersOf = async (
  tx: Tx,
  { organizationId, ownerId }: Pick<Subject, 'organizationId' | 'ownerId'>,
  who: 'admins' | 'all',
): Promise<string[]> => {
  if (organizationId) return membersOf(tx, organizationId, who)
  return ownerId ? [ownerId] : []
}

/** Accounts of these people, once each, whoever did it left out, and those who left the platform. */
export const accountsOf = async (tx: Tx, ids: (string | null)[], exceptId: string | null): Promise<User[]> => {
  const wanted = new Set(ids.filter((id) => id !== null && id !== exceptId) as string[])
  return [...(await findUsers(tx, [...wanted])).values()].filter(({ deletedAt }) => deletedAt === null)
}
