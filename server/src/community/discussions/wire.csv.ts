import { fullNameOf } from '../../accounts/index.ts'
import type { Column } from '../../http/index.ts'
import type { People } from '../people.ts'
import type { Talk } from './model.ts'

export interface DiscussionRow {
  talk: Talk
  people: People
}

const nameOf = ({ people }: DiscussionRow, id: string | null): string | null => {
  const user = id ? people.users.get(id) : undefined
  return user ? fullNameOf(user) : null
}

/** The columns of a table of discussions, in udata's order (udata-api.md §12.3). */
export const discussionColumns: Column<DiscussionRow>[] = [
  ['id', ({ talk }) => talk.discussion.id],
  ['user', (row) => nameOf(row, row.talk.discussion.userId)],
  ['subject', ({ talk }) => talk.subject.title],
  ['subject_class', ({ talk }) => talk.subject.class],
  ['subject_id', ({ talk }) => talk.subject.id],
  ['title', ({ talk }) => talk.discussion.title],
  ['size', ({ talk }) => talk.discussion.messages.length],
  ['participants', (row) => participantsOf(row).join(',')],
  ['messages', ({ talk }) => talk.discussion.messages.map(({ content }) => content).join('\n')],
  ['created', ({ talk }) => talk.discussion.createdAt],
  ['closed', ({ talk }) => talk.discussion.closedAt],
  ['closed_by', (row) => nameOf(row, row.talk.discussion.closedBy)],
  ['closed_by_id', ({ talk }) => talk.discussion.closedBy],
  ['closed_by_organization', (row) => organizationOf(row)],
  ['closed_by_organization_id', ({ talk }) => talk.discussion.closedByOrganizationId],
]

const participantsOf = (row: DiscussionRow): string[] => [
  ...new Set(row.talk.discussion.messages.flatMap(({ postedBy }) => nameOf(row, postedBy) ?? [])),
]

const organizationOf = ({ talk, people }: DiscussionRow): string | undefined =>
  people.organizations.get(talk.discussion.closedByOrganizationId ?? '')?.name
