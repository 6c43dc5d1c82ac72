import { sql, type Selectable } from 'kysely'
import type { ActivitiesTable, Db } from '../../db/index.ts'
import type { Page } from '../../http/index.ts'
import type { SubjectClass, SubjectRef } from '../../subjects/index.ts'

export interface Activity {
  key: string
  actorId: string | null
  organizationId: string | null
  related: SubjectRef
  changes: string[]
  extras: Record<string, unknown>
  createdAt: Date
}

type NewActivity = Omit<Activity, 'createdAt' | 'related'> & { related: { class: string; id: string } }

export const insertActivity = async (db: Db, activity: NewActivity): Promise<void> => {
  await db
    .insertInto('activities')
    .values({
      key: activity.key,
      actor_id: activity.actorId,
      organization_id: activity.organizationId,
      related_class: activity.related.class,
      related_id: activity.related.id,
      changes: activity.changes,
      extras: JSON.stringify(activity.extras),
    })
    .execute()
}

export interface ActivityFilter {
  actorId?: string
  organizationId?: string
  relatedId?: string
  /** What this person did, and what happened to what these organizations own. */
  around?: { organizationIds: string[]; userId: string }
  by?: By
}

/** Whose hands: people's in the back-office, automatic flows', scripts and programs through the API. */
export const BY = ['people', 'flow', 'api'] as const
export type By = (typeof BY)[number]

const HANDS: Record<By, string[]> = { people: ['web'], flow: ['flow'], api: ['api', 'program'] }

/** Newest first. Each filter has an index that holds the order. */
export const selectActivities = async (
  db: Db,
  filter: ActivityFilter,
  { page, pageSize }: Page,
): Promise<[Activity[], number]> => {
  let found = db.selectFrom('activities')
  if (filter.relatedId) found = found.where('related_id', '=', filter.relatedId)
  if (filter.organizationId) found = found.where('organization_id', '=', filter.organizationId)
  if (filter.actorId) found = found.where('actor_id', '=', filter.actorId)
  if (filter.around) {
    const { organizationIds, userId } = filter.around
    found = found.where(sql<boolean>`(organization_id = any(${organizationIds}) or actor_id = ${userId})`)
  }
  // Discussions, follows and what was noted before it was told are people's.
  if (filter.by) found = found.where(sql<boolean>`coalesce(extras->>'via', 'web') = any(${HANDS[filter.by]})`)
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(activityOf), total]
}

/** Everything about an object that went away for good. */
export const deleteActivitiesOf = async (db: Db, relatedId: string): Promise<void> => {
  await db.deleteFrom('activities').where('related_id', '=', relatedId).execute()
}

const activityOf = (row: Selectable<ActivitiesTable>): Activity => ({
  key: row.key,
  actorId: row.actor_id,
  organizationId: row.organization_id,
  related: { class: row.related_class as SubjectClass, id: row.related_id },
  changes: row.changes,
  extras: row.extras,
  createdAt: row.created_at,
})
