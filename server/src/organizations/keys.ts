import { demandPerson, type Actor } from '../lib/actor.ts'
import { findUsers, listKeysOf, revokeKeyOf, type ApiKey, type User } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { getAdministeredOrganization } from './organizations.ts'

/** Keys that work for this organization alone, with whose they are. Throws `Unauthorized`, `Forbidden`, `NotFound`, `Gone`. */
export const listOrganizationKeys = async (
  db: Db,
  actor: Actor,
  idOrSlug: string,
): Promise<{ key: ApiKey; owner: User | undefined }[]> => {
  demandPerson(actor)
  const { id } = await getAdministeredOrganization(db, actor, idOrSlug)
  const keys = await listKeysOf(db, id)
  const owners = await findUsers(
    db,
    keys.map(({ userId }) => userId),
  )
  return keys.map((key) => ({ key, owner: owners.get(key.userId) }))
}

/** Ends one of them at once, whoever made it. Throws the same, and `NotFound`, `Gone` for the key. */
export const revokeOrganizationKey = async (db: Db, actor: Actor, idOrSlug: string, keyId: string): Promise<void> => {
  demandPerson(actor)
  const { id } = await getAdministeredOrganization(db, actor, idOrSlug)
  await revokeKeyOf(db, id, keyId)
}
