import { findUsers } from '../accounts/index.ts'
import type { UserActor } from '../lib/actor.ts'
import type { Db } from '../db/index.ts'
import { listMemberships } from './organizations.ts'

/** Somebody with the rights that they have now, for what they asked before; null once their account is closed. */
export const findActorNow = async (db: Db, userId: string): Promise<UserActor | null> => {
  const user = (await findUsers(db, [userId])).get(userId)
  if (!user?.active || user.deletedAt) return null
  const memberships = await listMemberships(db, user.id)
  return { kind: 'user', userId, siteAdmin: user.siteAdmin, memberships, sessionIdHash: null }
}
