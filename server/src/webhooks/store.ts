import { sql, type Selectable } from 'kysely'
import type { Db, WebhookDeliveriesTable } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { About, Attempt, Delivery, DeliveryState } from './model.ts'

/** What is sent. */
export interface Message {
  id: string
  url: string
  body: string
  sealedSecret: string
  state: DeliveryState
}

type NewDelivery = Omit<Delivery, 'state' | 'attempts'> & Pick<Message, 'body' | 'sealedSecret'>

export const insertDelivery = async (db: Db, delivery: NewDelivery): Promise<void> => {
  const { id, url, type, body, about, sealedSecret, createdAt } = delivery
  await db
    .insertInto('webhook_deliveries')
    .values({
      ...{ id, url, type, body, sealed_secret: sealedSecret, created_at: createdAt },
      ...{ subject_class: about.class, subject_id: about.id },
    })
    .execute()
}

export const selectMessage = async (db: Db, id: string): Promise<Message | undefined> =>
  db
    .selectFrom('webhook_deliveries')
    .select(['id', 'url', 'body', 'sealed_secret as sealedSecret', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()

/** An attempt that ends nothing changes no state: another one may have ended it meanwhile. */
export const appendAttempt = async (db: Db, id: string, attempt: Attempt, state: DeliveryState): Promise<void> => {
  const added = JSON.stringify([attempt])
  await db
    .updateTable('webhook_deliveries')
    .set({
      attempts: sql<string>`attempts || ${added}::jsonb`,
      ...(state === 'waiting' ? {} : { state }),
    })
    .where('id', '=', id)
    .execute()
}

export const selectDeliveries = async (
  db: Db,
  about: About,
  { page, pageSize }: Page,
): Promise<[Delivery[], number]> => {
  const found = db
    .selectFrom('webhook_deliveries')
    .where('subject_id', '=', about.id)
    .where('subject_class', '=', about.class)
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .select(['id', 'url', 'type', 'subject_class', 'subject_id', 'state', 'attempts', 'created_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(deliveryOf), total]
}

export const deleteAbout = async (db: Db, about: About): Promise<void> => {
  await db
    .deleteFrom('webhook_deliveries')
    .where('subject_id', '=', about.id)
    .where('subject_class', '=', about.class)
    .execute()
}

export const deleteCreatedBefore = async (db: Db, moment: Date): Promise<void> => {
  await db.deleteFrom('webhook_deliveries').where('created_at', '<', moment).execute()
}

type Row = Omit<Selectable<WebhookDeliveriesTable>, 'body' | 'sealed_secret'>

const deliveryOf = (row: Row): Delivery => ({
  id: row.id,
  url: row.url,
  type: row.type,
  about: { class: row.subject_class, id: row.subject_id },
  state: row.state,
  attempts: row.attempts.map(({ at, ...rest }) => ({ ...rest, at: new Date(at) })) as Attempt[],
  createdAt: row.created_at,
})
