export type Role = 'admin' | 'editor'

export interface Membership {
  organizationId: string
  role: Role
}

/** Who asks: every use case takes one, every right is a function of one. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'user'; userId: string; siteAdmin: boolean; memberships: Membership[]; sessionIdHash: string | null }

export const ANONYMOUS: Actor = { kind: 'anonymous' }

export const isSiteAdmin = (actor: Actor): boolean => actor.kind === 'user' && actor.siteAdmin

export const roleIn = (actor: Actor, organizationId: string): Role | null =>
  actor.kind === 'user' ? (actor.memberships.find((m) => m.organizationId === organizationId)?.role ?? null) : null
