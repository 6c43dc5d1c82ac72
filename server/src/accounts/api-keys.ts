import { demandPerson, membershipIn, type Actor } from '../lib/actor.ts'
import { Forbidden, Gone, invalidField, NotFound, Unauthorized } from '../lib/errors.ts'
import { hashSecret, newObjectId, newSecret } from '../lib/ids.ts'
import type { Text } from '../lib/text.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { publish } from '../events/index.ts'
import type { ApiKey, User } from './model.ts'
import {
  insertApiKey,
  recordKeyUse,
  revokeApiKeyRow,
  selectApiKey,
  selectApiKeys,
  selectApiKeysOfOrganization,
  selectByKeyHash,
} from './store.api-keys.ts'

const PREFIX = 'cimaise_'

/**
 * A new key of the caller. `Forbidden` to a program that acts for them, and to a key of one organization: the new key
 * would outlive or widen what was lent. `Invalid` for an organization that isn't theirs.
 */
export const createMyApiKey = async (
  db: Db,
  actor: Actor,
  options: NewKey,
): Promise<{ key: ApiKey; secret: string }> => {
  const { userId, throughClient } = demandPerson(actor)
  if (throughClient) throw new Forbidden(NOT_FOR_CLIENTS)
  const { organizationId } = options
  if (organizationId != null && !membershipIn(actor, organizationId)) throw invalidField('organization', NOT_A_MEMBER)
  return createApiKey(db, userId, options)
}

interface NewKey {
  name?: string | null
  expiresAt?: Date | null
  scopes?: string[]
  /** The only one that it works for. */
  organizationId?: string | null
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
  options: NewKey = {},
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
      organizationId: options.organizationId ?? null,
    },
    hashSecret(secret),
  )
  return { key, secret }
}

/** The caller's keys that still work or have expired, newest first. */
export const listMyApiKeys = async (db: Db, actor: Actor): Promise<ApiKey[]> =>
  selectApiKeys(db, demandPerson(actor).userId)

/** Ends one of the caller's keys at once. `NotFound` for somebody else's, `Gone` when it was ended before. */
export const revokeMyApiKey = async (db: Db, actor: Actor, id: string): Promise<void> => {
  await revoke(db, await selectApiKey(db, { userId: demandPerson(actor).userId }, id))
}

/** Keys that work for this organization alone, whoever made them, newest first: for its administrators. */
export const listKeysOf = (db: Db, organizationId: string): Promise<ApiKey[]> =>
  selectApiKeysOfOrganization(db, organizationId)

/** Ends one of them at once: rights are the caller's business. `NotFound`, `Gone`. */
export const revokeKeyOf = async (db: Db, organizationId: string, id: string): Promise<void> =>
  revoke(db, await selectApiKey(db, { organizationId }, id))

const revoke = async (db: Db, key: ApiKey | undefined): Promise<void> => {
  if (!key) throw new NotFound()
  if (key.revokedAt) throw new Gone()
  await inTransaction(db, async (tx) => {
    await revokeApiKeyRow(tx, key.id)
    await publish(tx, {
      ...{ type: 'key:revoked', actorId: null, organizationId: key.organizationId },
      ...{ subject: { class: 'User', id: key.userId }, extras: { key: key.id } },
    })
  })
}

/**
 * The user of a key, and the only organization that it works for if it has one. A key that doesn't work is a 401 even on public routes, as in udata (udata-api.md §1.2); a key
 * that only reads is refused for anything but `reading`.
 */
export const findKeyUser = async (
  db: Db,
  secret: string,
  userAgent: string,
  { reading }: { reading: boolean },
): Promise<{ user: User; organizationId: string | null }> => {
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
  return { user: found.user, organizationId: found.key.organizationId }
}

const NOT_FOR_CLIENTS: Text = {
  fr: 'Une application qui agit pour vous ne peut pas créer de clé d’API. Créez-la depuis Mon compte.',
  en: 'An application that acts for you cannot create an API key. Create it from your account.',
}

const NOT_A_MEMBER: Text = {
  fr: 'Une clé ne se limite qu’à une organisation dont vous êtes membre.',
  en: 'A key can only be limited to an organization that you are a member of.',
}

const UNKNOWN_SCOPE: Text = {
  fr: 'Les portées possibles sont ["admin"] (tout ce que vous pouvez faire) et ["read"] (lire seulement).',
  en: 'Possible scopes are ["admin"] (all that you may do) and ["read"] (reading only).',
}

const READS_ONLY: Text = {
  fr: 'Cette clé d’API permet seulement de lire. Pour écrire, créez-en une de portée « admin ».',
  en: 'This API token may only read. To write, create one with the scope “admin”.',
}
