import type { Actor } from '../../lib/actor.ts'
import { Unauthorized } from '../../lib/errors.ts'
import type { Db } from '../../db/index.ts'
import type { Fact, Reaction } from '../../events/index.ts'
import type { Page } from '../../http/index.ts'
import { canReadOwned } from '../../organizations/index.ts'
import { findSubjects, type Subject } from '../../subjects/index.ts'
import { insertActivity, selectActivities, type Activity, type ActivityFilter } from './store.activity.ts'

/** Keeps a fact for ever: who did what to what. An update that changed nothing is none. */
export const recordActivity: Reaction = async (tx, fact) => {
  if (fact.type.endsWith(':updated') && fact.changes?.length === 0) return
  await insertActivity(tx, activityOf(fact))
}

export interface Deed {
  activity: Activity
  subject: Subject
}

/**
 * A page of what happened, newest first. What the caller may not see is taken out of the page afterwards, as in udata:
 * `deeds` may be fewer than `pageSize`; `read` is how many there were before. Throws `Unauthorized` to who asks for theirs.
 */
export const listActivity = async (
  db: Db,
  actor: Actor,
  { mine, ...filter }: Omit<ActivityFilter, 'around'> & { mine?: boolean },
  page: Page,
): Promise<{ deeds: Deed[]; read: number; total: number }> => {
  const [activities, total] = await selectActivities(db, mine ? { ...filter, around: aroundOf(actor) } : filter, page)
  const subjects = await findSubjects(
    db,
    activities.map(({ related }) => related),
  )
  const deeds = activities.flatMap((activity) => {
    const subject = subjects.get(`${activity.related.class}:${activity.related.id}`)
    return subject && canReadOwned(actor, subject) ? [{ activity, subject }] : []
  })
  return { deeds, read: activities.length, total }
}

const aroundOf = (actor: Actor): ActivityFilter['around'] => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  return { userId: actor.userId, organizationIds: actor.memberships.map(({ organizationId }) => organizationId) }
}

const activityOf = ({ type, actorId, subject, organizationId, changes = [], extras = {} }: Fact) => ({
  key: type,
  actorId,
  organizationId,
  related: subject,
  changes,
  extras,
})
