import type { SearchDocument } from '../../search/index.ts'
import type { Subject } from '../../subjects/index.ts'
import type { Discussion } from './model.ts'

export const DISCUSSION = 'discussion'
export const DISCUSSION_FACETS = ['object_type']

/** What of a discussion can be found: by everybody, when everybody sees what it is about. */
export const searchDocumentOf = (discussion: Discussion, subject: Subject | undefined): SearchDocument => ({
  kind: DISCUSSION,
  id: discussion.id,
  title: discussion.title,
  texts: {
    a: discussion.title,
    b: '',
    c: subject?.title ?? '',
    d: discussion.messages.map(({ content }) => content).join(' '),
  },
  facets: { object_type: [discussion.subject.class], closed: [String(discussion.closedAt !== null)] },
  audiences: subject && !subject.private && subject.deletedAt === null ? ['public'] : [],
  numbers: { closed: discussion.closedAt?.getTime() ?? 0 },
  popularity: 1,
  createdAt: discussion.createdAt,
  updatedAt: discussion.messages.at(-1)?.postedAt ?? discussion.createdAt,
  coverage: null,
})
