import type { Subject, SubjectClass, SubjectRef } from '../../subjects/index.ts'

/** Classes that people discuss (udata-api.md §2.8). */
export const DISCUSSED: SubjectClass[] = ['Dataset', 'Reuse', 'Post', 'Dataservice', 'Topic']

export interface Message {
  id: string
  discussionId: string
  /** The first is 0. */
  position: number
  content: string
  postedAt: Date
  postedBy: string | null
  /** In whose name, when not one's own. */
  organizationId: string | null
  lastModifiedAt: Date | null
}

export interface Discussion {
  id: string
  subject: SubjectRef
  title: string
  userId: string | null
  organizationId: string | null
  extras: Record<string, unknown>
  createdAt: Date
  closedAt: Date | null
  closedBy: string | null
  closedByOrganizationId: string | null
  /** In order. */
  messages: Message[]
}

/** A discussion with what it is about: rights depend on both. */
export interface Talk {
  discussion: Discussion
  subject: Subject
}

/** What somebody sends: `organizationId` is in whose name. */
export interface NewDiscussion {
  title: string
  comment: string
  subject: { class: string; id: string }
  organizationId: string | null
  extras: Record<string, unknown>
}

export interface NewComment {
  comment: string | null
  close: boolean
  organizationId: string | null
}
