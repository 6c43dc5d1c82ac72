import { Forbidden, Unauthorized } from './errors.ts'

export type Role = 'admin' | 'editor' | 'partial_editor'

export interface Membership {
  organizationId: string
  role: Role
  /** Ids of the objects that a partial editor may edit; empty for the others. */
  assigned: string[]
}

/** Who asks: every use case takes one, every right is a function of one. */
export type Actor = { kind: 'anonymous' } | UserActor

export interface UserActor {
  kind: 'user'
  userId: string
  siteAdmin: boolean
  memberships: Membership[]
  sessionIdHash: string | null
  /** Another program acts for them (OAuth): it may not take keys that outlive what it was lent. */
  throughClient?: boolean
  /** An automatic flow acts in their name: its id. */
  throughFlow?: string
  /** Their key works for this organization alone: what is their own is not for it. */
  onlyFor?: string
}
export const ANONYMOUS: Actor = { kind: 'anonymous' }

/** The same person with a key of one organization: an ordinary member of it, and nobody elsewhere. */
export const limitedTo = (actor: UserActor, organizationId: string): UserActor => ({
  ...actor,
  siteAdmin: false,
  memberships: actor.memberships.filter((membership) => membership.organizationId === organizationId),
  onlyFor: organizationId,
})

export const isSiteAdmin = (actor: Actor): boolean => actor.kind === 'user' && actor.siteAdmin

/** Whether the caller is this person, for what is a person's own. */
export const isOneself = (actor: Actor, userId: string | null): boolean =>
  actor.kind === 'user' && actor.onlyFor === undefined && actor.userId === userId

/** Whose own things the caller may see: nobody's for a key of an organization. */
export const ownIdOf = (actor: UserActor): string | null => (actor.onlyFor === undefined ? actor.userId : null)

/** The caller, for what a person does for themselves. Throws `Unauthorized`, and `Forbidden` to a key of an organization. */
export const demandPerson = (actor: Actor): UserActor => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  if (actor.onlyFor !== undefined) throw new Forbidden(ONLY_ORGANIZATION)
  return actor
}

export const membershipIn = (actor: Actor, organizationId: string): Membership | undefined =>
  actor.kind === 'user' ? actor.memberships.find((m) => m.organizationId === organizationId) : undefined

export const roleIn = (actor: Actor, organizationId: string): Role | null =>
  membershipIn(actor, organizationId)?.role ?? null

/** How somebody came: the back-office, a key of the API, a program acting for somebody, an automatic flow. */
export type Via = 'web' | 'api' | 'program' | 'flow'

export const viaOf = (actor: Actor): Via => {
  if (actor.kind !== 'user') return 'api'
  if (actor.throughFlow) return 'flow'
  if (actor.throughClient) return 'program'
  return actor.sessionIdHash ? 'web' : 'api'
}

const ONLY_ORGANIZATION = {
  fr: 'Cette clé d’API est limitée aux données d’une organisation : elle ne permet pas cela.',
  en: 'This API token is limited to the data of an organization: it does not allow this.',
}
