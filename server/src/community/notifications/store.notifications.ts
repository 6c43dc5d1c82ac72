import { randomUUID } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import type { Db, NotificationsTable } from '../../db/index.ts'
import type { Page } from '../../http/index.ts'
import { deleteDigestTopics } from '../digest/store.digest.ts'
import type { Details, Notification, NotificationSort } from './model.ts'

export const insertNotifications = async (
  db: Db,
  topic: string,
  told: { userId: string; details: Details }[],
): Promise<void> => {
  if (told.length === 0) return
  const rows = told.map(({ userId, details }) => ({ id: randomUUID(), user_id: userId, details }))
  await sql`
    insert into notifications (id, user_id, topic, details)
    select id, user_id, ${topic}, details
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told (id uuid, user_id text, details jsonb)`.execute(db)
}

export const selectNotifications = async (
  db: Db,
  userId: string,
  { handled, sort }: { handled?: boolean; sort: NotificationSort },
  { page, pageSize }: Page,
): Promise<[Notification[], number]> => {
  let found = db.selectFrom('notifications').where('user_id', '=', userId)
  if (handled !== undefined) found = found.where('handled_at', handled ? 'is not' : 'is', null)
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy(orderOf(sort))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(notificationOf), total]
}

export const selectNotification = async (db: Db, id: string): Promise<Notification | undefined> => {
  const row = await db.selectFrom('notifications').selectAll().where('id', '=', id).executeTakeFirst()
  return row && notificationOf(row)
}

export const handleNotification = async (db: Db, id: string): Promise<void> => {
  await db
    .updateTable('notifications')
    .set({ handled_at: new Date(), last_modified: new Date() })
    .where('id', '=', id)
    .where('handled_at', 'is', null)
    .execute()
}

/** All that are about it, or those of one person. */
export const handleTopic = async (db: Db, topic: string, userId?: string): Promise<void> => {
  let waiting = db
    .updateTable('notifications')
    .set({ handled_at: new Date(), last_modified: new Date() })
    .where('topic', '=', topic)
    .where('handled_at', 'is', null)
  if (userId) waiting = waiting.where('user_id', '=', userId)
  await waiting.execute()
}

/** These files don't wait any more; what told of them is handled once none of its files does. */
export const handleHeld = async (db: Db, topic: string, held: string[]): Promise<void> => {
  await sql`
    update notifications
    set details = jsonb_set(details, '{held}', (details->'held') - ${held}::text[]),
      handled_at = case when (details->'held') - ${held}::text[] = '[]' then now() end,
      last_modified = now()
    where topic = ${topic} and handled_at is null and details->'held' ?| ${held}::text[]`.execute(db)
}

export const deleteTopics = async (db: Db, topics: string[]): Promise<void> => {
  if (topics.length === 0) return
  await db.deleteFrom('notifications').where('topic', 'in', topics).execute()
  await deleteDigestTopics(db, topics)
}

export const deleteHandledBefore = async (db: Db, moment: Date): Promise<void> => {
  await db.deleteFrom('notifications').where('handled_at', '<', moment).execute()
}

const orderOf = (sort: NotificationSort) => {
  const direction = sort.startsWith('-') ? sql`desc nulls last` : sql`asc nulls first`
  const columns = { handled_at: sql`handled_at`, created: sql`created_at`, last_modified: sql`last_modified` }
  return sql`${columns[sort.replace('-', '') as keyof typeof columns]} ${direction}, created_at desc, id`
}

const notificationOf = (row: Selectable<NotificationsTable>): Notification => ({
  id: row.id,
  userId: row.user_id,
  details: row.details as Details,
  createdAt: row.created_at,
  lastModified: row.last_modified,
  handledAt: row.handled_at,
})
