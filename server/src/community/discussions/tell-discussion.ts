import type { UserActor, Actor } from '../../lib/actor.ts'
import type { Tx } from '../../db/index.ts'
import { publish } from '../../events/index.ts'
import type { Talk } from './model.ts'

/** Says that a discussion went on, then that its subject was discussed: udata's activity is about the subject. */
export const tellTalk = async (
  tx: Tx,
  type: 'discussion:opened' | 'discussion:commented' | 'discussion:closed',
  actor: UserActor,
  { discussion, subject }: Talk,
  messageId: string | null,
): Promise<void> => {
  const by = { actorId: actor.userId, organizationId: subject.organizationId }
  await publish(tx, {
    type,
    ...by,
    subject: { class: 'Discussion', id: discussion.id },
    extras: { message: messageId },
  })
  await publish(tx, {
    type: `${subject.class.toLowerCase()}:discussed`,
    ...by,
    subject: discussion.subject,
    extras: { discussion_id: discussion.id, message_id: messageId },
  })
}

/** Says that its title or a message says something else. */
export const tellReworded = (tx: Tx, actor: Actor, { discussion, subject }: Talk): Promise<void> =>
  publish(tx, {
    type: 'discussion:reworded',
    actorId: actor.kind === 'user' ? actor.userId : null,
    subject: { class: 'Discussion', id: discussion.id },
    organizationId: subject.organizationId,
  })

/** Says that a discussion or one of its messages is no more, and whether its author is to be told why. */
export const tellDeleted = (
  tx: Tx,
  type: 'discussion:deleted' | 'discussion:comment_deleted',
  actor: Actor,
  { discussion, subject }: Talk,
  { author, legalNotice, message }: { author: string | null; legalNotice: boolean; message?: string },
): Promise<void> =>
  publish(tx, {
    type,
    actorId: actor.kind === 'user' ? actor.userId : null,
    subject: { class: 'Discussion', id: discussion.id },
    organizationId: subject.organizationId,
    extras: {
      title: discussion.title,
      author,
      message,
      legal_notice: legalNotice && actor.kind === 'user' && actor.siteAdmin,
    },
  })
