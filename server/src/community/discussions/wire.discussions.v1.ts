import Type from 'typebox'
import type { Actor } from '../../lib/actor.ts'
import { presentDate } from '../../lib/dates.ts'
import { invalidField } from '../../lib/errors.ts'
import { subjectPage } from '../../subjects/wire.ts'
import { refsOf, type Refs } from '../wire.refs.v1.ts'
import type { People } from '../people.ts'
import type { Message, NewComment, NewDiscussion, Talk } from './model.ts'
import { canClose, isAuthor, isAuthorOfMessage } from './policy.ts'

// Spaces alone are no title (udata-api.md §1.6).
const title = Type.String({ minLength: 1, maxLength: 1_000, pattern: '\\S' })
const content = Type.String({ minLength: 1, maxLength: 50_000 })
const reference = Type.Optional(Type.Union([Type.String(), Type.Object({ id: Type.String() }), Type.Null()]))

export const DiscussionBody = Type.Object({
  title,
  comment: content,
  subject: Type.Object({ class: Type.String(), id: Type.String() }),
  organization: reference,
  extras: Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()])),
})
export const CommentBody = Type.Object({
  comment: Type.Optional(Type.Union([Type.String({ maxLength: 50_000 }), Type.Null()])),
  close: Type.Optional(Type.Union([Type.Boolean(), Type.String(), Type.Null()])),
  organization: reference,
})
export const TitleBody = Type.Object({ title })
export const EditedBody = Type.Object({ comment: content })

export const newDiscussionOf = (body: Type.Static<typeof DiscussionBody>): NewDiscussion => ({
  title: body.title,
  comment: body.comment,
  subject: { class: body.subject.class, id: body.subject.id.toLowerCase() },
  organizationId: idOf(body.organization),
  extras: body.extras ?? {},
})

export const newCommentOf = (body: Type.Static<typeof CommentBody>): NewComment => ({
  comment: body.comment ?? null,
  close: flagOf(body.close),
  organizationId: idOf(body.organization),
})

/** The whole discussion (udata-api.md §2.8). */
export const presentDiscussion = (talk: Talk, people: People, actor: Actor, baseUrl: string) => {
  const { discussion, subject } = talk
  const refs = refsOf(people, actor, baseUrl)
  const own = isAuthor(actor, discussion)
  return {
    id: discussion.id,
    user: refs.user(discussion.userId),
    organization: refs.organization(discussion.organizationId),
    subject: discussion.subject,
    subject_title: subject.title,
    title: discussion.title,
    discussion: discussion.messages.map((message) => presentMessage(message, refs, actor)),
    created: presentDate(discussion.createdAt),
    closed: presentDate(discussion.closedAt),
    closed_by: refs.user(discussion.closedBy),
    closed_by_organization: refs.organization(discussion.closedByOrganizationId),
    extras: discussion.extras,
    permissions: { delete: own, edit: own, close: canClose(actor, talk) },
    self_web_url: `${subjectPage(subject, baseUrl)}/discussions?discussion_id=${discussion.id}`,
    url: `${baseUrl}/api/1/discussions/${discussion.id}/`,
  }
}

/** Who is named in these. */
export const namedIn = (talks: Talk[]) => ({
  userIds: talks.flatMap(({ discussion }) => [
    discussion.userId,
    discussion.closedBy,
    ...discussion.messages.map(({ postedBy }) => postedBy),
  ]),
  organizationIds: talks.flatMap(({ discussion }) => [
    discussion.organizationId,
    discussion.closedByOrganizationId,
    ...discussion.messages.map(({ organizationId }) => organizationId),
  ]),
})

const presentMessage = (message: Message, refs: Refs, actor: Actor) => {
  const own = isAuthorOfMessage(actor, message)
  return {
    id: message.id,
    content: message.content,
    posted_on: presentDate(message.postedAt),
    posted_by: refs.user(message.postedBy),
    posted_by_organization: refs.organization(message.organizationId),
    last_modified_at: presentDate(message.lastModifiedAt),
    permissions: { delete: own, edit: own },
  }
}

const idOf = (value: string | { id: string } | null | undefined): string | null =>
  (typeof value === 'object' && value !== null ? value.id : value) || null

/** « true » and « false » are what forms send (udata-api.md §2.8). */
const flagOf = (value: boolean | string | null | undefined): boolean => {
  if (typeof value === 'boolean') return value
  if (value === undefined || value === null || value === '') return false
  if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
  throw invalidField('close', { fr: 'true ou false est attendu.', en: 'Expecting true or false.' })
}
