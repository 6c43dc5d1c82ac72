import { findUsers, type User } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { hashSecret } from '../lib/ids.ts'
import { selectLiveAccess } from './store.tokens.ts'

/**
 * The person whom an access token stands for; undefined when it has expired, was revoked, was given to a client for
 * itself, or the account is closed. Not an administrator unless the scope `admin` was allowed, or the client is ours.
 */
export const findBearerUser = async (db: Db, token: string): Promise<User | undefined> => {
  const access = await selectLiveAccess(db, hashSecret(token))
  if (!access) return undefined
  const user = (await findUsers(db, [access.userId])).get(access.userId)
  if (!user?.active || user.deletedAt !== null) return undefined
  return { ...user, siteAdmin: user.siteAdmin && (access.internal || access.scopes.includes('admin')) }
}
