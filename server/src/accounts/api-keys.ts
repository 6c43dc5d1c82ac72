import type { Actor } from '../lib/actor.ts'
import { Forbidden, Gone, invalidField, NotFound, Unauthorized } from '../lib/errors.ts'
import { hashSecret, newObjectId, newSecret } from '../lib/ids.ts'
import type { Text } from '../lib/text.ts'
import type { Db } from '../db/index.ts'
import type { ApiKey, User } from './model.ts'
import {
  insertApiKey,
  recordKeyUse,
  revokeApiKeyRow,
  selectApiKey,
  selectApiKeys,
  selectByKeyHash,
} from './store.api-keys.ts'

const PREFIX = 'cimaise_'

/** A new key of the caller. `Forbidden` to a program that acts for them: the key would outlive what it was lent. */
export const createMyApiKey = async (
  db: Db,
  actor: Actor,
  options: { name?: string | null; expiresAt?: Date | null; scopes?: string[] },
): Promise<{ key: ApiKey; secret: string }> => {
  if (actor.kind === 'user' && actor.throughClient) throw new Forbidden(NOT_FOR_CLIENTS)
  return createApiKey(db, userIdOf(actor), options)
}

/** Everything that the person may do, as in udata; or reading only, which is ours. */
const SCOPES = [['admin'], ['read']]

/**
 * A new key of a user and, this once, its text: only a hash is kept. `expiresAt` must lie in the future, `scopes` be
 * `['admin']` (the default) or `['read']`.
 */
export const createApiKey = async (
  db: Db,
  userId: string,
  options: { name?: string | null; expiresAt?: Date | null; scopes?: string[] } = {},
): Promise<{ key: ApiKey; secret: string }> => {
  if (options.expiresAt && options.expiresAt <= new Date()) {
    throw invalidField('expires_at', { fr: 'Cette date est déjà passée.', en: 'This date has already passed.' })
  }
  const wanted = options.scopes ?? ['admin']
  const scopes = SCOPES.find((known) => known.length === wanted.length && known[0] === wanted[0])
  if (!scopes) throw invalidField('scopes', UNKNOWN_SCOPE)
  const secret = PREFIX + newSecret(48)
  const key = await insertApiKey(
    db,
    {
      id: newObjectId(),
      userId,
      name: options.name?.trim() || null,
      keyPrefix: secret.slice(0, PREFIX.length + 8),
      expiresAt: options.expiresAt ?? null,
      scopes,
    },
    hashSecret(secret),
  )
  return { key, secret }
}

/** The caller's keys that still work or have expired, newest first. */
export const listMyApiKeys = async (db: Db, actor: Actor): Promise<ApiKey[]> => selectApiKeys(db, userIdOf(actor))

/** Ends one of the caller's keys at once. `NotFound` for somebody else's, `Gone` when it was ended before. */
export const revokeMyApiKey = async (db: Db, actor: Actor, id: string): Promise<void> => {
  const key = await selectApiKey(db, userIdOf(actor), id)
  if (!key) throw new NotFound()
  if (key.revokedAt) throw new Gone()
  await revokeApiKeyRow(db, key.id)
}

/**
 * The user of a key. A key that doesn't work is a 401 even on public routes, as in udata (udata-api.md §1.2); a key
 * that only reads is refused for anything but `reading`.
 */
export const findKeyUser = async (
  db: Db,
  secret: string,
  userAgent: string,
  { reading }: { reading: boolean },
): Promise<User> => {
  const found = await selectByKeyHash(db, hashSecret(secret))
  if (!found) throw new Unauthorized({ fr: 'Cette clé d’API n’existe pas.', en: 'Invalid API token' })
  if (found.key.revokedAt) throw new Unauthorized({ fr: 'Cette clé d’API a été révoquée.', en: 'Revoked API token' })
  if (found.key.expiresAt && found.key.expiresAt <= new Date()) {
    throw new Unauthorized({ fr: 'Cette clé d’API a expiré.', en: 'Expired API token' })
  }
  if (!found.user.active || found.user.deletedAt) {
    throw new Unauthorized({ fr: 'Ce compte est désactivé.', en: 'Inactive user' })
  }
  if (!reading && !found.key.scopes.includes('admin')) throw new Forbidden(READS_ONLY)
  await recordKeyUse(db, found.key.id, userAgent.slice(0, 200))
  return found.user
}

const NOT_FOR_CLIENTS: Text = {
  fr: 'Une application qui agit pour vous ne peut pas créer de clé d’API. Créez-la depuis Mon compte.',
  en: 'An application that acts for you cannot create an API key. Create it from your account.',
}

const UNKNOWN_SCOPE: Text = {
  fr: 'Les portées possibles sont ["admin"] (tout ce que vous pouvez faire) et ["read"] (lire seulement).',
  en: 'Possible scopes are ["admin"] (all that you may do) and ["read"] (reading only).',
}

const READS_ONLY: Text = {
  fr: 'Cette clé d’API permet seulement de lire. Pour écrire, créez-en une de portée « admin ».',
  en: 'This API token may only read. To write, create one with the scope “admin”.',
}

const userIdOf = (actor: Actor): string => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  return actor.userId
}
