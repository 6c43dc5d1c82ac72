/** One's own account, as `/api/1/me/` and the session's addresses send it. */
import type { ApiKey, OrganizationRef, User, UserRef } from './types.ts'

export type MyOrganization = OrganizationRef & { role: string | null }
/** `lang`: of mails; null: never chosen. */
export type Me = Omit<User, 'organizations'> & { organizations: MyOrganization[]; lang: string | null }
export type ProfileInput = {
  first_name?: string
  last_name?: string
  about?: string | null
  website?: string | null
  lang?: 'fr' | 'en'
}

/** `scopes`: everything (`admin`, also when absent), or `read`. `organization`: the only one that it works for. */
export type ApiKeyInput = {
  name?: string
  scopes?: ('admin' | 'read')[]
  expires_at?: string | null
  organization?: string | null
}
export type OrganizationApiKey = ApiKey & { owner: UserRef | null }

export type OpenSession = {
  id: string
  created_at: string
  last_seen_at: string
  user_agent: string | null
  current: boolean
}

/** To draw, or to type, in an authenticator application. */
export type SecondFactorDraft = { key: string; uri: string }

export type NotificationKind = 'membership' | 'discussions' | 'uses' | 'transfers' | 'flows' | 'publications' | 'keys'
export type MailChoice = 'at_once' | 'daily' | 'weekly' | 'never'
export type NotificationChoices = Record<NotificationKind, MailChoice>

export type MyInvitation = {
  id: string
  organization: OrganizationRef
  role: string
  comment: string | null
  created: string
}
export type MyMembershipRequest = {
  id: string
  organization: OrganizationRef
  comment: string | null
  created: string
  status: string
  handled: string | null
  refusal_comment: string | null
}
