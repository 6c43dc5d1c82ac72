/** What somebody should know, as `/api/1/notifications/` sends it. */
import type { OrganizationRef, UserRef } from './types.ts'

export type Notification = {
  id: string
  created_at: string
  handled_at: string | null
  details: NotificationDetails
}

/** What its reader may see no longer has its class and id alone. */
export type NamedRef = {
  class: string
  id: string
  title?: string
  name?: string
  page?: string
  self_web_url?: string
  subject?: NamedRef
}

type Party = OrganizationRef | UserRef | null

/** Other classes may come: a client shows them without knowing more. */
export type NotificationDetails =
  | {
      class: 'MembershipRequestNotificationDetails'
      request_organization: OrganizationRef | null
      request_user: UserRef | null
      kind: 'request' | 'invitation'
    }
  | { class: 'MembershipAcceptedNotificationDetails'; organization: OrganizationRef | null }
  | { class: 'MembershipRefusedNotificationDetails'; organization: OrganizationRef | null }
  | { class: 'NewBadgeNotificationDetails'; organization: OrganizationRef | null; kind: string }
  | { class: 'TransferRequestNotificationDetails'; transfer_owner: Party; transfer_subject: NamedRef }
  | {
      class: 'DiscussionNotificationDetails'
      status: 'new_discussion' | 'new_comment' | 'closed'
      discussion: NamedRef
    }
  | { class: 'ReuseCreatedNotificationDetails'; reuse: NamedRef; dataset: NamedRef }
  | { class: 'DataserviceCreatedNotificationDetails'; dataservice: NamedRef; dataset: NamedRef }
  | { class: 'ApiKeyNotificationDetails'; key: { id: string; name: string | null }; expires_at: string }
  | {
      class: 'FlowNotificationDetails'
      organization: OrganizationRef | null
      flow: { id: string; name?: string; slug?: string }
      status: FlowNotificationStatus
      message: string | null
      run: string | null
      held: string[]
    }
  | {
      class: 'PublicationNotificationDetails'
      organization: OrganizationRef | null
      dataset: NamedRef
      publication: string
      status: PublicationNotificationStatus
      message: string | null
    }

export type PublicationNotificationStatus = 'submitted' | 'accepted' | 'refused' | 'canceled' | 'done' | 'failed'

export type FlowNotificationStatus =
  'failing' | 'recovered' | 'held' | 'warned' | 'late' | 'credentials_expiring' | 'vanished'
