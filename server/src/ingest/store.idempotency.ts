import { randomUUID } from 'node:crypto'
import type { Db } from '../db/index.ts'

/** One request of one person, by the key that they gave it. */
export interface RequestKey {
  userId: string
  /** Method and address. */
  target: string
  key: string
}

export interface Claimed {
  objectId: string
  /** Of the request that was answered, and its answer. */
  answered: { fingerprint: string; answer: string } | null
}

/** The row of a key, made if it wasn't there. */
export const claimKey = async (db: Db, { userId, target, key }: RequestKey): Promise<Claimed> => {
  await db
    .insertInto('idempotency_keys')
    .values({ user_id: userId, target, key, object_id: randomUUID(), fingerprint: null, answer: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const found = db.selectFrom('idempotency_keys').selectAll().where('user_id', '=', userId)
  const row = await found.where('target', '=', target).where('key', '=', key).executeTakeFirstOrThrow()
  const { object_id: objectId, fingerprint, answer } = row
  return { objectId, answered: fingerprint !== null && answer !== null ? { fingerprint, answer } : null }
}

export const keepAnswer = async (
  db: Db,
  { userId, target, key }: RequestKey,
  answered: NonNullable<Claimed['answered']>,
): Promise<void> => {
  const row = db.updateTable('idempotency_keys').set(answered).where('user_id', '=', userId)
  await row.where('target', '=', target).where('key', '=', key).execute()
}

export const deleteKeysBefore = async (db: Db, date: Date): Promise<void> => {
  await db.deleteFrom('idempotency_keys').where('created_at', '<', date).execute()
}
