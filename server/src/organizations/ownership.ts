import { demandPerson, isSiteAdmin, membershipIn, type Actor, type UserActor } from '../lib/actor.ts'
import { Gone, invalidField, NotFound } from '../lib/errors.ts'
import { findUsers } from '../accounts/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { canPublishFor, canReadOwned, type Owned } from './policy.ts'
import { insertAssignment } from './store.members.ts'
import { selectOrganizations } from './store.ts'

/** Exactly one of the two is set. */
export interface Owners {
  organizationId: string | null
  ownerId: string | null
}

/**
 * Who will own a new object: the organization, which the caller must belong to, wins over the person, who must be
 * the caller unless a site administrator says otherwise (udata-api.md §2.1.2). Throws `Invalid` by field, `Forbidden`.
 */
export const ownersForCreation = async (db: Db, actor: UserActor, wanted: Partial<Owners>): Promise<Owners> => {
  if (wanted.organizationId)
    return { organizationId: await publishable(db, actor, wanted.organizationId), ownerId: null }
  demandPerson(actor)
  if (!wanted.ownerId || wanted.ownerId === actor.userId) return { organizationId: null, ownerId: actor.userId }
  if (!actor.siteAdmin) throw invalidField('owner', ONLY_ONESELF)
  return { organizationId: null, ownerId: await existing(db, wanted.ownerId) }
}

/**
 * Who owns it after a change that names owners. The same ones again are fine; another is a transfer, except for site
 * administrators, and for a personal object moved into an organization of its owner when `intoOrganization`
 * (udata-api.md §2.1.5). Throws `Invalid` by field.
 */
export const ownersAfterChange = async (
  db: Db,
  actor: Actor,
  before: Owners,
  wanted: Partial<Owners>,
  options: { intoOrganization: boolean },
): Promise<Owners> => {
  const { organizationId, ownerId } = wanted
  if (organizationId && organizationId !== before.organizationId) {
    const mayMove = isSiteAdmin(actor) || (options.intoOrganization && before.ownerId !== null)
    if (!mayMove || actor.kind === 'anonymous') throw invalidField('organization', USE_TRANSFER)
    return { organizationId: await publishable(db, actor, organizationId), ownerId: null }
  }
  if (ownerId && ownerId !== before.ownerId) {
    if (!isSiteAdmin(actor)) throw invalidField('owner', USE_TRANSFER)
    return { organizationId: null, ownerId: await existing(db, ownerId) }
  }
  if (organizationId === null && before.organizationId) throw invalidField('organization', USE_TRANSFER)
  if (ownerId === null && before.ownerId) throw invalidField('owner', USE_TRANSFER)
  return { organizationId: before.organizationId, ownerId: before.ownerId }
}

/** A partial editor edits what they create: it is assigned to them, for this request too (udata-api.md §2.1.2). */
export const assignToCreator = async (tx: Tx, actor: Actor, object: Owned & { class: string }): Promise<void> => {
  const membership = object.organizationId ? membershipIn(actor, object.organizationId) : undefined
  if (membership?.role !== 'partial_editor' || actor.kind === 'anonymous') return
  await insertAssignment(tx, membership.organizationId, actor.userId, { class: object.class, id: object.id })
  membership.assigned.push(object.id)
}

/** Throws what those who may not see it are told: nothing of a private object, that a public one was deleted. */
export const requireReadable = (actor: Actor, object: Owned & { private: boolean; deletedAt: Date | null }): void => {
  if (canReadOwned(actor, object)) return
  throw object.private ? new NotFound() : new Gone()
}

const publishable = async (db: Db, actor: UserActor, organizationId: string): Promise<string> => {
  const [organization] = await selectOrganizations(db, [organizationId])
  if (!organization || organization.deletedAt) throw invalidField('organization', NO_ORGANIZATION)
  if (!canPublishFor(actor, organization.id)) throw invalidField('organization', NOT_A_MEMBER)
  return organization.id
}

const existing = async (db: Db, userId: string): Promise<string> => {
  if (!(await findUsers(db, [userId])).has(userId)) throw invalidField('owner', NO_USER)
  return userId
}

const ONLY_ONESELF = { fr: 'Vous ne pouvez désigner que vous-même.', en: 'You can only name yourself.' }
const NO_ORGANIZATION = { fr: 'Cette organisation n’existe pas.', en: 'Unknown organization.' }
const NO_USER = { fr: 'Ce compte n’existe pas.', en: 'Unknown user.' }
const NOT_A_MEMBER = {
  fr: 'Vous n’êtes pas membre de cette organisation.',
  en: 'You are not a member of this organization.',
}
const USE_TRANSFER = {
  fr: 'Cet objet ne change pas de propriétaire ainsi : demandez un transfert.',
  en: 'This does not change hands this way: ask for a transfer.',
}
