import type { SubjectClass, SubjectRef } from '../../subjects/index.ts'

/** What changes hands on demand (udata-api.md §2.11). */
export const TRANSFERABLE = ['Dataset', 'Reuse', 'Dataservice'] as const satisfies SubjectClass[]

export const STATUSES = ['pending', 'accepted', 'refused'] as const

/** Who gives, or who is to get. */
export interface Party {
  class: 'User' | 'Organization'
  id: string
}

export interface Transfer {
  id: string
  /** Who asked. */
  userId: string | null
  /** Null: it belonged to nobody. */
  owner: Party | null
  recipient: Party
  subject: SubjectRef
  comment: string
  status: (typeof STATUSES)[number]
  createdAt: Date
  respondedAt: Date | null
  responderId: string | null
  responseComment: string | null
}

export interface NewTransfer {
  subject: { class: string; id: string }
  recipient: { class: string; id: string }
  comment: string
}
