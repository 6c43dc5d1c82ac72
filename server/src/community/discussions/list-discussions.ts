import { ownIdOf, type Actor, type UserActor } from '../../lib/actor.ts'
import { Unauthorized } from '../../lib/errors.ts'
import type { Db } from '../../db/index.ts'
import type { Page } from '../../http/index.ts'
import { canReadOwned, getOrganization, hiddenFor, listMembers } from '../../organizations/index.ts'
import { findSubjects, subjectKind, type Holders } from '../../subjects/index.ts'
import { DISCUSSED, type Discussion, type Talk } from './model.ts'
import { selectDiscussions } from './store.discussions.ts'
import {
  selectDiscussionPage,
  selectUnanswered,
  type DiscussionFilter,
  type DiscussionSort,
  type Seen,
} from './store.lists.ts'

/** Lists that aren't paged stop here: nobody reads further, and no server should answer more at once. */
const LONGEST_LIST = 1_000

/** A page of the discussions that the caller may see. `organizationId`: about what it owns. Throws `NotFound`. */
export const listDiscussions = async (
  db: Db,
  actor: Actor,
  { organizationId, ...filter }: DiscussionFilter & { organizationId?: string },
  { page, pageSize }: Page,
  sort: DiscussionSort = '-created',
): Promise<[Talk[], number]> => {
  const organization = organizationId ? await getOrganization(db, actor, organizationId) : undefined
  const owner = organization && { organizationIds: [organization.id], ownerId: null }
  const range = { sort, limit: pageSize, offset: (page - 1) * pageSize }
  const [discussions, total] = await selectDiscussionPage(db, filter, seenBy(actor, owner), range)
  return [await withSubjects(db, actor, discussions), total]
}

/** Discussions about what an organization owns, newest first. Throws `NotFound`, `Gone`, `Moved`. */
export const listOrganizationDiscussions = async (db: Db, actor: Actor, idOrSlug: string): Promise<Talk[]> => {
  const { id } = await getOrganization(db, actor, idOrSlug)
  return ownedList(db, actor, { organizationIds: [id], ownerId: null })
}

/** Discussions about what the caller and their organizations own, newest first. `title`: a text of it. */
export const listMyDiscussions = async (db: Db, actor: Actor, title?: string): Promise<Talk[]> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const organizationIds = actor.memberships.map(({ organizationId }) => organizationId)
  return ownedList(db, actor, { organizationIds, ownerId: ownIdOf(actor) }, title)
}

/**
 * Open discussions about what the caller and their organizations own where somebody waits for a word of theirs, the
 * oldest first, and how many.
 */
export const listUnanswered = async (db: Db, actor: UserActor, limit: number): Promise<[Talk[], number]> => {
  const organizationIds = actor.memberships.map(({ organizationId }) => organizationId)
  const members = [...(await listMembers(db, organizationIds)).values()].flat().map(({ userId }) => userId)
  const seen = seenBy(actor, { organizationIds, ownerId: actor.userId })
  const [discussions, total] = await selectUnanswered(db, seen, [actor.userId, ...members], limit)
  return [await withSubjects(db, actor, discussions), total]
}

/** Those of these ids that the caller may see, in that order. */
export const findTalks = async (db: Db, actor: Actor, ids: string[]): Promise<Talk[]> => {
  const found = new Map((await selectDiscussions(db, ids)).map((discussion) => [discussion.id, discussion]))
  return withSubjects(
    db,
    actor,
    ids.flatMap((id) => found.get(id) ?? []),
  )
}

const ownedList = async (db: Db, actor: Actor, owner: Holders, title?: string): Promise<Talk[]> => {
  const range = { sort: '-created' as const, limit: LONGEST_LIST, offset: 0 }
  const [discussions] = await selectDiscussionPage(db, { title }, seenBy(actor, owner), range)
  return withSubjects(db, actor, discussions)
}

const seenBy = (actor: Actor, ownedBy?: Holders): Seen[] =>
  DISCUSSED.flatMap((name) => {
    const kind = subjectKind(name)
    if (!kind || (ownedBy && !kind.idsOf)) return []
    return [{ class: name, ids: kind.idsOf?.({ hiddenOf: hiddenFor(actor), ownedBy }) }]
  })

/** Asked again one by one: a class that can't say what may be seen shows nothing that may not. */
const withSubjects = async (db: Db, actor: Actor, discussions: Discussion[]): Promise<Talk[]> => {
  const subjects = await findSubjects(
    db,
    discussions.map(({ subject }) => subject),
  )
  return discussions.flatMap((discussion) => {
    const subject = subjects.get(`${discussion.subject.class}:${discussion.subject.id}`)
    return subject && canReadOwned(actor, subject) ? [{ discussion, subject }] : []
  })
}
