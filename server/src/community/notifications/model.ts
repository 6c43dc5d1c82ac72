import type { Text } from '../../lib/text.ts'
import type { SubjectRef } from '../../subjects/index.ts'
import type { Party } from '../transfers/model.ts'

/** What an automatic flow says of itself. */
export const FLOW_STATUSES = [
  'failing',
  'recovered',
  'held',
  'warned',
  'late',
  'credentials_expiring',
  'vanished',
] as const
export type FlowStatus = (typeof FLOW_STATUSES)[number]

/** With its words: flows are of a module that this one doesn't know. */
export interface FlowDetails {
  class: 'Flow'
  organization: string
  flow: { id: string; name: string; slug: string }
  status: FlowStatus
  message: Text
  run: string | null
  /** Files in quarantine that still wait for somebody. */
  held: string[]
}

/** What becomes of a publication that is to come. */
export const PUBLICATION_STATUSES = ['submitted', 'accepted', 'refused', 'canceled', 'done', 'failed'] as const
export type PublicationStatus = (typeof PUBLICATION_STATUSES)[number]

/** With its words: publications are of a module that this one doesn't know. */
export interface PublicationDetails {
  class: 'Publication'
  organization: string | null
  dataset: string
  publication: string
  status: PublicationStatus
  message: Text
}

/** What happened, by ids: names are read when it is shown. udata's class is this one with `NotificationDetails` after it. */
export type Details =
  | { class: 'MembershipRequest'; organization: string; user: string; kind: 'request' | 'invitation' }
  | { class: 'MembershipAccepted'; organization: string }
  | { class: 'MembershipRefused'; organization: string }
  | { class: 'NewBadge'; organization: string; kind: string }
  | { class: 'TransferRequest'; owner: Party | null; recipient: Party; subject: SubjectRef }
  | {
      class: 'Discussion'
      status: 'new_discussion' | 'new_comment' | 'closed'
      message: string | null
      discussion: string
    }
  | { class: 'ReuseCreated'; reuse: string; dataset: string }
  | { class: 'DataserviceCreated'; dataservice: string; dataset: string }
  | FlowDetails
  | { class: 'ApiKey'; key: { id: string; name: string | null }; expiresAt: string }
  | PublicationDetails

export interface Notification {
  id: string
  userId: string
  details: Details
  createdAt: Date
  lastModified: Date
  handledAt: Date | null
}

export const NOTIFICATION_SORTS = ['handled_at', 'created', 'last_modified'] as const
export type NotificationSort = (typeof NOTIFICATION_SORTS)[number] | `-${(typeof NOTIFICATION_SORTS)[number]}`
