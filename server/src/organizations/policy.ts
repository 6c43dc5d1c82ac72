import { isOneself, isSiteAdmin, membershipIn, ownIdOf, roleIn, type Actor } from '../lib/actor.ts'
import type { SubjectScope } from '../subjects/index.ts'
import type { Organization } from './model.ts'

/** What rights on an object depend on. */
export interface Owned {
  id: string
  organizationId: string | null
  ownerId: string | null
}

/** Editing, members, deletion: the administrators of the organization (udata-api.md §8). */
export const canAdministerOrganization = (actor: Actor, organization: Pick<Organization, 'id'>): boolean =>
  isSiteAdmin(actor) || roleIn(actor, organization.id) === 'admin'

/** Creating for an organization, and seeing what it keeps private: every member. */
export const canPublishFor = (actor: Actor, organizationId: string): boolean =>
  isSiteAdmin(actor) || roleIn(actor, organizationId) !== null

export const canReadOrganization = (actor: Actor, organization: Organization): boolean =>
  organization.deletedAt === null || canPublishFor(actor, organization.id)

/** The owner, the administrators and editors of the organization, partial editors for what is assigned to them. */
export const canEditOwned = (actor: Actor, object: Owned): boolean => {
  if (isSiteAdmin(actor)) return true
  if (!object.organizationId) return isOneself(actor, object.ownerId)
  const membership = membershipIn(actor, object.organizationId)
  if (membership?.role === 'partial_editor') return membership.assigned.includes(object.id)
  return membership !== undefined
}

/** What can't be undone: the owner, the administrators of the organization. */
export const canAdministerOwned = (actor: Actor, object: Owned): boolean =>
  object.organizationId ? canAdministerOrganization(actor, { id: object.organizationId }) : canEditOwned(actor, object)

/** What is private or deleted: the owner and every member of the organization, whatever their role. */
export const canSeeHidden = (actor: Actor, object: Owned): boolean =>
  object.organizationId
    ? canPublishFor(actor, object.organizationId)
    : isSiteAdmin(actor) || isOneself(actor, object.ownerId)

/** What is public, and the rest for `canSeeHidden`. */
export const canReadOwned = (actor: Actor, object: Owned & { private: boolean; deletedAt: Date | null }): boolean =>
  (!object.private && object.deletedAt === null) || canSeeHidden(actor, object)

/** The same rule for the queries of a list. */
export const hiddenFor = (actor: Actor): SubjectScope['hiddenOf'] => {
  if (actor.kind === 'anonymous') return { organizationIds: [], ownerId: null }
  if (actor.siteAdmin) return 'all'
  return { organizationIds: actor.memberships.map(({ organizationId }) => organizationId), ownerId: ownIdOf(actor) }
}

/** The keys with which this caller searches: null finds everything. */
export const audiencesOfActor = (actor: Actor): string[] | null => {
  if (actor.kind === 'anonymous') return ['public']
  if (actor.siteAdmin) return null
  const organizations = actor.memberships.map(({ organizationId }) => `organization:${organizationId}`)
  return ['public', ...(actor.onlyFor === undefined ? [`user:${actor.userId}`] : []), ...organizations]
}

/** The keys that find an object: everybody's when it is shown, and those of who sees it hidden. */
export const audiencesOfOwned = ({ organizationId, ownerId }: Owned, shown: boolean): string[] => {
  const theirs = organizationId ? `organization:${organizationId}` : `user:${ownerId}`
  return shown ? ['public', theirs] : [theirs]
}

/** Asking that it changes hands: the owner, or an administrator of the organization. */
export const canTransferOwned = (actor: Actor, object: Owned): boolean =>
  isSiteAdmin(actor) ||
  (object.organizationId ? roleIn(actor, object.organizationId) === 'admin' : isOneself(actor, object.ownerId))
