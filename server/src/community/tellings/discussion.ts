import { fullNameOf } from '../../accounts/index.ts'
import type { Tx } from '../../db/index.ts'
import type { Reaction } from '../../events/index.ts'
import { findSubject } from '../../subjects/index.ts'
import { externalAddressOf } from '../discussions/discussion.rules.ts'
import type { Talk } from '../discussions/model.ts'
import { selectDiscussions } from '../discussions/store.discussions.ts'
import { discussionMails, type DiscussionWords } from '../mails/discussion-mails.ts'
import { tellByMail } from '../mails/tell-by-mail.ts'
import { deleteTopics, handleTopic } from '../notifications/store.notifications.ts'
import { notify } from './notify.ts'
import { accountsOf, holdersOf } from './recipients.ts'

/** A discussion was opened, answered or closed: who owns its subject and who took part are told, but whoever did it. */
export const tellDiscussion: Reaction = async (tx, fact) => {
  const talk = await findTalk(tx, fact.subject.id)
  const step = STEPS[fact.type]
  if (!talk || !step) return
  const { discussion } = talk
  const topic = topicOf(discussion.id)
  // Closed: what waited for an answer no longer does. Else only for whoever has just given one.
  await handleTopic(tx, topic, step.status === 'closed' ? undefined : (fact.actorId ?? undefined))
  const people = await accountsOf(tx, await concerned(tx, talk), fact.actorId)
  const messageId = typeof fact.extras?.message === 'string' ? fact.extras.message : null
  await notify(tx, topic, people, {
    class: 'Discussion',
    status: step.status,
    message: messageId,
    discussion: discussion.id,
  })
  const author = (await accountsOf(tx, [fact.actorId], null))[0]
  const words = wordsOf(talk, messageId, author ? fullNameOf(author) : '')
  await tellByMail(tx, people, step.mail(words), { kind: 'discussions', topic })
}

/** What is no more isn't to be looked at; its author is told why when a moderator wished so. */
export const tellDiscussionDeleted: Reaction = async (tx, fact) => {
  if (fact.type === 'discussion:deleted') await deleteTopics(tx, [topicOf(fact.subject.id)])
  const { author, title, legal_notice } = (fact.extras ?? {}) as Record<string, unknown>
  if (legal_notice !== true || typeof author !== 'string') return
  const people = await accountsOf(tx, [author], fact.actorId)
  await tellByMail(tx, people, discussionMails.legalNotice({ title: String(title) }), { kind: null })
}

const STEPS = {
  'discussion:opened': { status: 'new_discussion', mail: discussionMails.opened },
  'discussion:commented': { status: 'new_comment', mail: discussionMails.commented },
  'discussion:closed': { status: 'closed', mail: discussionMails.closed },
} as Record<
  string,
  { status: 'new_discussion' | 'new_comment' | 'closed'; mail: typeof discussionMails.opened } | undefined
>

const topicOf = (id: string): string => `discussion:${id}`

const findTalk = async (tx: Tx, id: string): Promise<Talk | undefined> => {
  const [discussion] = await selectDiscussions(tx, [id])
  const subject = discussion && (await findSubject(tx, discussion.subject))
  return discussion && subject && { discussion, subject }
}

/** Participants of another time learn nothing more of what was made private since. */
const concerned = async (tx: Tx, { discussion, subject }: Talk): Promise<(string | null)[]> => {
  const holders = await holdersOf(tx, subject, 'all')
  if (subject.private || subject.deletedAt) return holders
  return [...holders, discussion.userId, ...discussion.messages.map(({ postedBy }) => postedBy)]
}

const wordsOf = ({ discussion, subject }: Talk, messageId: string | null, person: string): DiscussionWords => {
  const external = externalAddressOf(discussion.extras)
  const page = `/${subject.class.toLowerCase()}s/${subject.slug ?? subject.id}/discussions?discussion_id=${discussion.id}`
  return {
    person,
    title: discussion.title,
    about: subject.title,
    message: discussion.messages.find(({ id }) => id === messageId)?.content ?? null,
    link: typeof external === 'string' ? external : page,
  }
}
