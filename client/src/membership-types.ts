import type { MemberUser, Role, UserRef } from './types.ts'

/** Somebody asks to come in, or is asked to. */
export type MembershipRequest = {
  id: string
  kind: 'request' | 'invitation'
  status: 'pending' | 'accepted' | 'refused' | 'canceled'
  user: MemberUser | null
  /** An invitation to an address that has no account yet. */
  email: string | null
  role: Role
  comment: string | null
  assignments: AssignedRef[]
  created: string
  handled: string | null
  refusal_comment: string | null
}
/** One thing that a partial editor edits. */
export type AssignedRef = { class: string; id: string }
export type Assignment = { id: string; user: UserRef | null; subject: AssignedRef; created_at: string }
export type InvitationInput = {
  user?: string
  email?: string
  role: Role
  comment?: string
  assignments?: AssignedRef[]
}
export type UserSuggestion = UserRef & { email: string }
