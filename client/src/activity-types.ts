import type { OrganizationRef, UserRef } from './types.ts'

/** `actor` has no id when nobody did it, or somebody who is gone. */
export type Activity = {
  actor: { id: string | null } & Partial<Omit<UserRef, 'id'>>
  organization: OrganizationRef | null
  related_to: string
  related_to_id: string
  related_to_kind: string
  related_to_url: string
  created_at: string
  label: string
  key: string
  icon: string | null
  changes: string[]
  extras: { via?: 'web' | 'api' | 'program' | 'flow'; resource_title?: string; [key: string]: unknown }
}
export type ActivityBy = 'people' | 'flow' | 'api'
export type ActivityQuery = {
  related_to?: string
  user?: string
  organization?: string
  by?: ActivityBy
  /** What I did, and what happened to what my organizations own. */
  mine?: boolean
  page?: number
  page_size?: number
}
