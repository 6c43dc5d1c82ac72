import { randomUUID } from 'node:crypto'
import type { Actor } from '../../lib/actor.ts'
import { Forbidden, Invalid, invalidField, NotFound, Unauthorized } from '../../lib/errors.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import { checkWords } from './discussion.rules.ts'
import { countDiscussions, getDiscussion, inTheNameOf, lockTalk } from './discussions.ts'
import type { Discussion, Message, NewComment, Talk } from './model.ts'
import { canClose, isAuthorOfMessage } from './policy.ts'
import { closeDiscussionRow } from './store.discussions.ts'
import { deleteMessage, insertMessage, updateMessage } from './store.messages.ts'
import { tellDeleted, tellReworded, tellTalk } from './tell-discussion.ts'

/** Answers, closes, or both. Throws `Unauthorized`, `NotFound`, `Forbidden` (closed, not one's to close), `Invalid`. */
export const addComment = (
  db: Db,
  actor: Actor,
  id: string,
  { comment, close, organizationId: wanted }: NewComment,
): Promise<Talk> =>
  inTransaction(db, async (tx) => {
    if (actor.kind === 'anonymous') throw new Unauthorized()
    const talk = await lockTalk(tx, actor, id)
    const { discussion } = talk
    if (discussion.closedAt) throw new Forbidden(CLOSED)
    if (close && !canClose(actor, talk)) throw new Forbidden()
    const content = comment?.trim() ? comment : null
    if (content === null && !close) throw invalidField('comment', NOTHING_SAID)
    const organizationId = await inTheNameOf(tx, actor, wanted)
    const message =
      content === null ? undefined : { ...newMessage(discussion, content), postedBy: actor.userId, organizationId }
    if (message) await insertMessage(tx, message)
    if (close) {
      await closeDiscussionRow(tx, discussion.id, { userId: actor.userId, organizationId })
      await countDiscussions(tx, discussion.subject)
    }
    await tellTalk(tx, close ? 'discussion:closed' : 'discussion:commented', actor, talk, message?.id ?? null)
    return getDiscussion(tx, actor, id)
  })

/** A message by its rank or its id, for its author. Throws `Unauthorized`, `NotFound`, `Forbidden`. */
export const getOwnMessage = async (db: Db, actor: Actor, id: string, rankOrId: string): Promise<Message> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  return ownMessage(actor, (await getDiscussion(db, actor, id)).discussion, rankOrId)
}

/** Changes what a message says, which shows. Throws what `getOwnMessage` does, and `Invalid`. */
export const editComment = (db: Db, actor: Actor, id: string, rankOrId: string, content: string): Promise<Talk> =>
  inTransaction(db, async (tx) => {
    const message = await getOwnMessage(tx, actor, id, rankOrId)
    checkWords('comment', content)
    await updateMessage(tx, message.id, content)
    const talk = await getDiscussion(tx, actor, id)
    await tellReworded(tx, actor, talk)
    return talk
  })

/** Deletes a message for good, but the first. Throws what `getOwnMessage` does, and `Invalid`. */
export const deleteComment = (
  db: Db,
  actor: Actor,
  id: string,
  rankOrId: string,
  { legalNotice }: { legalNotice: boolean },
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const talk = await lockTalk(tx, actor, id)
    const message = ownMessage(actor, talk.discussion, rankOrId)
    if (message.position === 0) throw new Invalid(FIRST)
    await deleteMessage(tx, message)
    const told = { author: message.postedBy, legalNotice, message: message.id }
    await tellDeleted(tx, 'discussion:comment_deleted', actor, talk, told)
  })

const ownMessage = (actor: Actor, { messages }: Discussion, rankOrId: string): Message => {
  const byRank = /^\d{1,6}$/.test(rankOrId) ? messages[Number(rankOrId)] : undefined
  const message = byRank ?? messages.find(({ id }) => id === rankOrId.trim().toLowerCase())
  if (!message) throw new NotFound()
  if (!isAuthorOfMessage(actor, message)) throw new Forbidden()
  return message
}

const newMessage = ({ id, messages }: Discussion, content: string) => ({
  id: randomUUID(),
  discussionId: id,
  position: (messages.at(-1)?.position ?? -1) + 1,
  content,
  postedAt: new Date(),
  lastModifiedAt: null,
})

const CLOSED = { fr: 'Cette discussion est close.', en: 'This discussion is closed.' }
const NOTHING_SAID = {
  fr: 'Écrivez un message, ou fermez la discussion.',
  en: 'Write a comment, or close the discussion.',
}
const FIRST = {
  fr: 'Le premier message ne se supprime pas seul : supprimez la discussion.',
  en: 'The first comment cannot be deleted alone: delete the discussion.',
}
