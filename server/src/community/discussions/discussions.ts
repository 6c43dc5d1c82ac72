import { randomUUID } from 'node:crypto'
import { demandPerson, type Actor, type UserActor } from '../../lib/actor.ts'
import { Forbidden, invalidField, NotFound, Unauthorized } from '../../lib/errors.ts'
import { isObjectId, newObjectId } from '../../lib/ids.ts'
import { inTransaction, type Db, type Tx } from '../../db/index.ts'
import { canPublishFor, canReadOwned, findOrganizations } from '../../organizations/index.ts'
import { findSubject, setSubjectMetrics, type Subject, type SubjectRef } from '../../subjects/index.ts'
import { oneAtATime } from '../locks.ts'
import { checkNewDiscussion, checkWords } from './discussion.rules.ts'
import { DISCUSSED, type NewDiscussion, type Talk } from './model.ts'
import { isAuthor } from './policy.ts'
import {
  countDiscussionRows,
  deleteDiscussionRow,
  insertDiscussion,
  selectDiscussions,
  updateTitle,
} from './store.discussions.ts'
import { insertMessage } from './store.messages.ts'
import { tellDeleted, tellReworded, tellTalk } from './tell-discussion.ts'

/** Opens a discussion with its first message. Throws `Unauthorized`, `Invalid` by field. */
export const openDiscussion = (
  db: Db,
  actor: Actor,
  input: NewDiscussion,
  { trustedHosts }: { trustedHosts: string[] },
): Promise<Talk> =>
  inTransaction(db, async (tx) => {
    if (actor.kind === 'anonymous') throw new Unauthorized()
    checkNewDiscussion(input, trustedHosts)
    const subject = await discussable(tx, actor, input.subject)
    const organizationId = await inTheNameOf(tx, actor, input.organizationId)
    await oneAtATime(tx, 'discussions', subject.id)
    const id = newObjectId()
    const by = { postedBy: actor.userId, organizationId, postedAt: new Date(), lastModifiedAt: null }
    const message = { id: randomUUID(), discussionId: id, position: 0, content: input.comment, ...by }
    const discussion = {
      ...{ id, subject: { class: subject.class, id: subject.id }, title: input.title.trim(), extras: input.extras },
      ...{ userId: actor.userId, organizationId, createdAt: by.postedAt },
      ...{ closedAt: null, closedBy: null, closedByOrganizationId: null, messages: [message] },
    }
    await insertDiscussion(tx, discussion)
    await insertMessage(tx, message)
    await countDiscussions(tx, discussion.subject)
    await tellTalk(tx, 'discussion:opened', actor, { discussion, subject }, message.id)
    return { discussion, subject }
  })

/** A discussion, for those who may see what it is about. Throws `NotFound`. */
export const getDiscussion = async (db: Db, actor: Actor, id: string): Promise<Talk> => {
  const [discussion] = isObjectId(id) ? await selectDiscussions(db, [id.toLowerCase()]) : []
  const subject = discussion && (await findSubject(db, discussion.subject))
  if (!discussion || !subject || !canReadOwned(actor, subject)) throw new NotFound()
  return { discussion, subject }
}

/** The same for its author. Throws `Unauthorized`, `NotFound`, `Forbidden`. */
export const getOwnDiscussion = async (db: Db, actor: Actor, id: string): Promise<Talk> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const talk = await getDiscussion(db, actor, id)
  if (!isAuthor(actor, talk.discussion)) throw new Forbidden()
  return talk
}

/** Gives it another title. Throws what `getOwnDiscussion` does, and `Invalid`. */
export const renameDiscussion = (db: Db, actor: Actor, id: string, title: string): Promise<Talk> =>
  inTransaction(db, async (tx) => {
    const talk = await getOwnDiscussion(tx, actor, id)
    checkWords('title', title)
    await updateTitle(tx, talk.discussion.id, title.trim())
    await tellReworded(tx, actor, talk)
    return getDiscussion(tx, actor, id)
  })

/**
 * Deletes it for good. `legalNotice`: a site administrator who takes it down tells its author why they may contest
 * it. Throws what `getOwnDiscussion` does.
 */
export const deleteDiscussion = (
  db: Db,
  actor: Actor,
  id: string,
  { legalNotice }: { legalNotice: boolean },
): Promise<void> =>
  inTransaction(db, async (tx) => {
    const { discussion, subject } = await lockTalk(tx, actor, id)
    if (!isAuthor(actor, discussion)) throw new Forbidden()
    await deleteDiscussionRow(tx, discussion.id)
    await countDiscussions(tx, discussion.subject)
    await tellDeleted(
      tx,
      'discussion:deleted',
      actor,
      { discussion, subject },
      { author: discussion.userId, legalNotice },
    )
  })

/** The discussion as it is once every other writer about its subject is done. Throws `Unauthorized`, `NotFound`. */
export const lockTalk = async (tx: Tx, actor: Actor, id: string): Promise<Talk> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const { subject } = await getDiscussion(tx, actor, id)
  await oneAtATime(tx, 'discussions', subject.id)
  return getDiscussion(tx, actor, id)
}

/** The organization to write in the name of: one of the caller's; none is as oneself. Throws `Invalid`, `Forbidden`. */
export const inTheNameOf = async (db: Db, actor: UserActor, id: string | null): Promise<string | null> => {
  if (id === null) {
    demandPerson(actor)
    return null
  }
  const organization = (await findOrganizations(db, [id])).get(id)
  if (!organization || organization.deletedAt || !canPublishFor(actor, id))
    throw invalidField('organization', NOT_YOURS)
  return id
}

/** Writes how many there are on what is discussed: one writer at a time. */
export const countDiscussions = async (tx: Tx, subject: SubjectRef): Promise<void> => {
  const { all, open } = await countDiscussionRows(tx, subject.id)
  await setSubjectMetrics(tx, subject, { discussions: all, discussions_open: open })
}

const discussable = async (db: Db, actor: Actor, ref: NewDiscussion['subject']): Promise<Subject> => {
  const known = DISCUSSED.some((name) => name === ref.class)
  const subject = known ? await findSubject(db, ref) : undefined
  if (!subject || !canReadOwned(actor, subject)) throw invalidField('subject', NO_SUBJECT)
  return subject
}

const NO_SUBJECT = { fr: 'Cet objet n’existe pas ou ne se discute pas.', en: 'Unknown subject, or not one to discuss.' }
const NOT_YOURS = {
  fr: 'Vous n’êtes pas membre de cette organisation.',
  en: 'You are not a member of this organization.',
}
