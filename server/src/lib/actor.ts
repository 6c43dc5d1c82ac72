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
}
export const ANONYMOUS: Actor = { kind: 'anonymous' }

export const isSiteAdmin = (actor: Actor): boolean => actor.kind === 'user' && actor.siteAdmin

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
