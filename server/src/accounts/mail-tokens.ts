import { hashSecret, newSecret } from '../lib/ids.ts'
import type { Db } from '../db/index.ts'
import type { User } from './model.ts'
import { selectUser } from './store.ts'
import { insertMailToken, lockMailToken, markMailTokenUsed, type Purpose } from './store.mail-tokens.ts'

const HOURS: Record<Purpose, number> = { confirm: 5 * 24, reset: 4, change_email: 24 }

/** A secret for one link in one mail, which proves that whoever follows it reads `email`. Only its hash is kept. */
export const newMailToken = async (
  db: Db,
  user: User,
  purpose: Purpose,
  options: { email?: string; hours?: number } = {},
): Promise<string> => {
  const secret = newSecret()
  const expiresAt = new Date(Date.now() + (options.hours ?? HOURS[purpose]) * 3_600_000)
  const email = options.email ?? user.email
  await insertMailToken(db, { tokenHash: hashSecret(secret), userId: user.id, purpose, email, expiresAt })
  return secret
}

export type FollowedLink =
  | { state: 'good' | 'used'; user: User; email: string }
  | { state: 'expired' | 'unknown'; user?: undefined; email?: undefined }

/** Uses a link up, in the transaction that does what it was sent for. A closed account has no links any more. */
export const followMailToken = async (tx: Db, secret: string, purpose: Purpose): Promise<FollowedLink> => {
  const tokenHash = hashSecret(secret)
  const token = await lockMailToken(tx, tokenHash, purpose)
  if (!token) return { state: 'unknown' }
  const user = await selectUser(tx, token.userId)
  if (!user?.active || user.deletedAt) return { state: 'unknown' }
  if (token.used) return { state: 'used', user, email: token.email }
  if (token.expired) return { state: 'expired' }
  await markMailTokenUsed(tx, tokenHash)
  return { state: 'good', user, email: token.email }
}
