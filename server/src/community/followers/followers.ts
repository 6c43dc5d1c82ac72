import { demandPerson, type Actor } from '../../lib/actor.ts'
import { Forbidden, NotFound } from '../../lib/errors.ts'
import { isObjectId } from '../../lib/ids.ts'
import { inTransaction, type Db, type Tx } from '../../db/index.ts'
import { publish } from '../../events/index.ts'
import type { Page } from '../../http/index.ts'
import { requireReadable } from '../../organizations/index.ts'
import { findSubject, setSubjectMetrics, type Subject, type SubjectRef } from '../../subjects/index.ts'
import { oneAtATime } from '../locks.ts'
import {
  countFollowers,
  countFollowersByMonth,
  countFollowing,
  endFollow,
  insertFollow,
  selectFollowedSubjects,
  selectFollowers,
  type Follow,
  deleteFollowsOf,
  endFollowsBy,
} from './store.followers.ts'

/** Who follows an object, last come first. `userId`: only them, if they do. Throws `NotFound`, `Gone`. */
export const listFollowers = async (
  db: Db,
  actor: Actor,
  ref: SubjectRef,
  userId: string | undefined,
  page: Page,
): Promise<[Follow[], number]> => {
  const subject = await followable(db, actor, ref)
  return selectFollowers(db, subject.id, userId, page)
}

/** Follows. `isNew`: they didn't before. Throws `Unauthorized`, `NotFound`, `Gone`, `Forbidden` for oneself. */
export const follow = (db: Db, actor: Actor, ref: SubjectRef): Promise<{ followers: number; isNew: boolean }> =>
  inTransaction(db, async (tx) => {
    const { userId } = demandPerson(actor)
    const subject = await followable(tx, actor, ref)
    if (subject.id === userId) throw new Forbidden(ONESELF)
    await oneAtATime(tx, 'followers', subject.id)
    const isNew = await insertFollow(tx, subject, userId)
    if (!isNew) return { followers: await countFollowers(tx, subject.id), isNew }
    const followers = await countAgain(tx, subject, userId)
    await publish(tx, {
      type: `${subject.class.toLowerCase()}:followed`,
      actorId: userId,
      subject: { class: subject.class, id: subject.id },
      organizationId: subject.organizationId,
    })
    return { followers, isNew }
  })

/** Follows no more; possible of what can't be seen any longer. Throws `Unauthorized`, `NotFound` when they did not. */
export const unfollow = (db: Db, actor: Actor, ref: SubjectRef): Promise<{ followers: number }> =>
  inTransaction(db, async (tx) => {
    const { userId } = demandPerson(actor)
    const subject = isObjectId(ref.id) ? await findSubject(tx, lowerCased(ref)) : undefined
    if (!subject) throw new NotFound()
    await oneAtATime(tx, 'followers', subject.id)
    if (!(await endFollow(tx, subject.id, userId))) throw new NotFound(NOT_FOLLOWING)
    return { followers: await countAgain(tx, subject, userId) }
  })

/** Somebody leaves: nothing is followed by them any more, and nobody follows them. */
export const forgetFollower = async (tx: Tx, userId: string): Promise<void> => {
  const followed = await endFollowsBy(tx, userId)
  await deleteFollowsOf(tx, userId)
  // In one order, so that two who leave at once don't wait for each other.
  for (const subject of followed.sort((a, b) => (a.id < b.id ? -1 : 1)))
    await setSubjectMetrics(tx, subject, await metricsOf(tx, subject.id))
}

/** Writes the counters of every followed object again: a new month began. Twice writes the same numbers. */
export const countFollowersOfMonth = async (db: Db): Promise<void> => {
  for (const subject of await selectFollowedSubjects(db)) {
    await inTransaction(db, async (tx) => {
      await oneAtATime(tx, 'followers', subject.id)
      await setSubjectMetrics(tx, subject, await metricsOf(tx, subject.id))
    })
  }
}

const followable = async (db: Db, actor: Actor, ref: SubjectRef): Promise<Subject> => {
  const subject = isObjectId(ref.id) ? await findSubject(db, lowerCased(ref)) : undefined
  if (!subject) throw new NotFound()
  requireReadable(actor, subject)
  return subject
}

const lowerCased = ({ class: name, id }: SubjectRef): SubjectRef => ({ class: name, id: id.toLowerCase() })

const metricsOf = async (tx: Tx, subjectId: string) => ({
  followers: await countFollowers(tx, subjectId),
  followers_by_months: await countFollowersByMonth(tx, subjectId),
})

/** Two people who follow each other at once write the same two rows: in the order of their ids, never in a circle. */
const countAgain = async (tx: Tx, subject: Subject, followerId: string): Promise<number> => {
  const metrics = await metricsOf(tx, subject.id)
  const writes = [
    () => setSubjectMetrics(tx, subject, metrics),
    async () =>
      setSubjectMetrics(tx, { class: 'User', id: followerId }, { following: await countFollowing(tx, followerId) }),
  ]
  if (subject.class === 'User' && followerId < subject.id) writes.reverse()
  for (const write of writes) await write()
  return metrics.followers
}

const ONESELF = { fr: 'On ne se suit pas soi-même.', en: 'You cannot follow yourself.' }
const NOT_FOLLOWING = { fr: 'Vous ne suivez pas cet objet.', en: 'You are not following this.' }
