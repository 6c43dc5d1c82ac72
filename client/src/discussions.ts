import type { Discussion, DiscussionQuery, DiscussionReply } from './discussion-types.ts'
import { queryOf, request } from './request.ts'
import type { Page } from './types.ts'

/** Those that the caller may see, where somebody spoke last first. */
export const listDiscussions = (query: DiscussionQuery = {}): Promise<Page<Discussion>> =>
  request(`/api/1/discussions/${queryOf({ sort: '-discussion.posted_on', ...query })}`)

/** Answers, closes, or both. */
export const replyToDiscussion = (id: string, reply: DiscussionReply): Promise<Discussion> =>
  request(`/api/1/discussions/${encodeURIComponent(id)}/`, { method: 'POST', body: reply })
