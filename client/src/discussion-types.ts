import type { OrganizationRef, UserRef } from './types.ts'

/** What people say about a dataset, a reuse, an API. */
export type Discussion = {
  id: string
  subject: { class: string; id: string }
  /** What its subject is called. */
  subject_title: string
  title: string
  user: UserRef | null
  organization: OrganizationRef | null
  /** In order; the first opened it. */
  discussion: DiscussionMessage[]
  created: string
  closed: string | null
  closed_by: UserRef | null
  closed_by_organization: OrganizationRef | null
  /** Of whoever asks. */
  permissions: { delete: boolean; edit: boolean; close: boolean }
  self_web_url: string
}
export type DiscussionMessage = {
  id: string
  content: string
  posted_on: string
  posted_by: UserRef | null
  /** In whose name, when not one's own. */
  posted_by_organization: OrganizationRef | null
  last_modified_at: string | null
}
/** `org`: who owns what is discussed; `for`: the id of what is discussed. */
export type DiscussionQuery = {
  org?: string
  for?: string
  closed?: 'true' | 'false'
  q?: string
  page?: number
  page_size?: number
}
/** `organization`: in whose name. Nothing to say is allowed when it closes. */
export type DiscussionReply = { comment?: string; close?: boolean; organization?: string | null }
