import type { Db } from '../db/index.ts'

/** Ids of the organizations of several people, in one query. */
export const selectOrganizationIdsOf = async (db: Db, userIds: string[]): Promise<Map<string, string[]>> => {
  const ids = new Map<string, string[]>(userIds.map((id) => [id, []]))
  if (userIds.length === 0) return ids
  const rows = await db
    .selectFrom('organization_members')
    .select(['organization_id', 'user_id'])
    .where('user_id', 'in', userIds)
    .orderBy('since')
    .execute()
  for (const row of rows) ids.get(row.user_id)?.push(row.organization_id)
  return ids
}

export const deleteMembershipsOf = async (db: Db, userId: string): Promise<void> => {
  await db.deleteFrom('organization_members').where('user_id', '=', userId).execute()
}
