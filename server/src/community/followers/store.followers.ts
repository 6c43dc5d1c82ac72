import { sql } from 'kysely'
import { newObjectId } from '../../lib/ids.ts'
import type { Db, IdQuery } from '../../db/index.ts'
import type { Page } from '../../http/index.ts'
import type { SubjectClass, SubjectRef } from '../../subjects/index.ts'

export interface Follow {
  id: string
  followerId: string
  since: Date
}

/** False when they follow it already. */
export const insertFollow = async (db: Db, subject: SubjectRef, followerId: string): Promise<boolean> => {
  const inserted = await db
    .insertInto('follows')
    .values({
      id: newObjectId(),
      subject_class: subject.class,
      subject_id: subject.id,
      follower_id: followerId,
      until: null,
    })
    .onConflict((conflict) => conflict.columns(['subject_id', 'follower_id']).where('until', 'is', null).doNothing())
    .executeTakeFirst()
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** False when they did not follow it. */
export const endFollow = async (db: Db, subjectId: string, followerId: string): Promise<boolean> => {
  const ended = await db
    .updateTable('follows')
    .set({ until: new Date() })
    .where('subject_id', '=', subjectId)
    .where('follower_id', '=', followerId)
    .where('until', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

/** All of somebody's; answers what they followed. */
export const endFollowsBy = async (db: Db, followerId: string): Promise<SubjectRef[]> => {
  const ended = db.updateTable('follows').set({ until: new Date() }).where('follower_id', '=', followerId)
  const rows = await ended.where('until', 'is', null).returning(['subject_class', 'subject_id']).execute()
  return rows.map((row) => ({ class: row.subject_class as SubjectClass, id: row.subject_id }))
}

/** Ids of the objects of a class that somebody follows, for lists of other modules. */
export const followedIds = (name: SubjectClass, followerId: string): IdQuery =>
  sql`select subject_id as id from follows
    where subject_class = ${name} and follower_id = ${followerId} and until is null`

export const countAllFollows = async (db: Db): Promise<number> => {
  const found = db.selectFrom('follows').where('until', 'is', null)
  return (await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total
}

export const selectFollowers = async (
  db: Db,
  subjectId: string,
  userId: string | undefined,
  { page, pageSize }: Page,
): Promise<[Follow[], number]> => {
  let found = db.selectFrom('follows').where('subject_id', '=', subjectId).where('until', 'is', null)
  if (userId) found = found.where('follower_id', '=', userId)
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .select(['id', 'follower_id', 'since'])
    .orderBy('since', 'desc')
    .orderBy('id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map((row) => ({ id: row.id, followerId: row.follower_id, since: row.since })), total]
}

export const countFollowers = (db: Db, subjectId: string): Promise<number> => countActive(db, 'subject_id', subjectId)

export const countFollowing = (db: Db, followerId: string): Promise<number> =>
  countActive(db, 'follower_id', followerId)

const countActive = async (db: Db, column: 'subject_id' | 'follower_id', id: string): Promise<number> => {
  const found = db.selectFrom('follows').where(column, '=', id).where('until', 'is', null)
  return (await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total
}

/** How many followed at the end of each of the last 13 months, this one included (udata-api.md §2.1.3). */
export const countFollowersByMonth = async (db: Db, subjectId: string): Promise<Record<string, number>> => {
  const { rows } = await sql<{ month: string; total: number }>`
    with months as (
      select month, (month + interval '1 month') at time zone 'utc' as next
      from generate_series(
        date_trunc('month', now() at time zone 'utc') - interval '12 months',
        date_trunc('month', now() at time zone 'utc'), interval '1 month') as month
    )
    select to_char(month, 'YYYY-MM') as month,
      (select count(*) from follows
        where subject_id = ${subjectId} and since < next and (until is null or until >= next)) as total
    from months order by month`.execute(db)
  return Object.fromEntries(rows.map(({ month, total }) => [month, total]))
}

export const selectFollowedSubjects = async (db: Db): Promise<SubjectRef[]> => {
  const rows = await db.selectFrom('follows').select(['subject_class', 'subject_id']).distinct().execute()
  return rows.map((row) => ({ class: row.subject_class as SubjectClass, id: row.subject_id }))
}

/** Everything about an object that went away for good. */
export const deleteFollowsOf = async (db: Db, subjectId: string): Promise<void> => {
  await db.deleteFrom('follows').where('subject_id', '=', subjectId).execute()
}
