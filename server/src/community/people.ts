import { findUsers, type User } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { findOrganizations, type Organization } from '../organizations/index.ts'

/** The people and organizations that a page names. */
export interface People {
  users: Map<string, User>
  organizations: Map<string, Organization>
}

type Ids = (string | null | undefined)[]

/** Those of a whole page in two queries, whatever its size. */
export const findPeople = async (db: Db, userIds: Ids, organizationIds: Ids = []): Promise<People> => ({
  users: await findUsers(db, known(userIds)),
  organizations: await findOrganizations(db, known(organizationIds)),
})

const known = (ids: Ids): string[] => [...new Set(ids.filter((id) => typeof id === 'string'))]
