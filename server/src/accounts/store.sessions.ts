import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { User } from './model.ts'
import { userOf } from './store.ts'

export interface NewSession {
  idHash: string
  userId: string
  expiresAt: Date
  userAgent: string | null
  remembered: boolean
  half: boolean
}

export interface Session {
  user: User
  remembered: boolean
  /** When the password was last typed. */
  provedAt: Date
}

export const insertSession = async (db: Db, session: NewSession): Promise<void> => {
  await db
    .insertInto('sessions')
    .values({
      id_hash: session.idHash,
      user_id: session.userId,
      expires_at: session.expiresAt,
      last_seen_at: new Date(),
      user_agent: session.userAgent,
      remembered: session.remembered,
      half: session.half,
    })
    .execute()
}

export const deleteSession = async (db: Db, idHash: string): Promise<void> => {
  await db.deleteFrom('sessions').where('id_hash', '=', idHash).execute()
}

export interface OpenSession {
  /** Of no use to open anything: a hash of the cookie's secret. */
  idHash: string
  createdAt: Date
  lastSeenAt: Date
  userAgent: string | null
}

export const selectSessions = async (db: Db, userId: string): Promise<OpenSession[]> => {
  const open = db.selectFrom('sessions').where('user_id', '=', userId).where('half', '=', false)
  const rows = await open
    .where('expires_at', '>', sql<Date>`now()`)
    .select(['id_hash', 'created_at', 'last_seen_at', 'user_agent'])
    .orderBy('last_seen_at', 'desc')
    .execute()
  return rows.map((row) => ({
    idHash: row.id_hash,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    userAgent: row.user_agent,
  }))
}

/** True when it was there. */
export const deleteSessionOf = async (db: Db, userId: string, idHash: string): Promise<boolean> => {
  const theirs = db.deleteFrom('sessions').where('user_id', '=', userId).where('id_hash', '=', idHash)
  return (await theirs.executeTakeFirst()).numDeletedRows > 0n
}

/** Closes every session of somebody, but one. */
export const deleteSessionsOf = async (db: Db, userId: string, exceptIdHash: string | null): Promise<void> => {
  const sessions = db.deleteFrom('sessions').where('user_id', '=', userId)
  await (exceptIdHash ? sessions.where('id_hash', '<>', exceptIdHash) : sessions).execute()
}

/** A session that has not expired, of an active user; a half one only when asked for. */
export const selectSession = async (
  db: Db,
  idHash: string,
  { half }: { half: boolean },
): Promise<Session | undefined> => {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .selectAll('users')
    .select(['sessions.remembered', 'sessions.proved_at'])
    .where('sessions.id_hash', '=', idHash)
    .where('sessions.half', '=', half)
    .where('sessions.expires_at', '>', sql<Date>`now()`)
    .where('users.active', '=', true)
    .where('users.deleted_at', 'is', null)
    .executeTakeFirst()
  return row && { user: userOf(row), remembered: row.remembered, provedAt: row.proved_at }
}

/** Moves the end of a session on, at most once an hour: a read must not cost a write. True when it did. */
export const extendSession = async (db: Db, idHash: string, expiresAt: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({ last_seen_at: new Date(), expires_at: expiresAt })
    .where('id_hash', '=', idHash)
    .where('last_seen_at', '<', sql<Date>`now() - interval '1 hour'`)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The password was typed again. */
export const recordProof = async (db: Db, idHash: string): Promise<void> => {
  await db.updateTable('sessions').set({ proved_at: new Date() }).where('id_hash', '=', idHash).execute()
}

export const deleteExpiredSessions = async (db: Db): Promise<void> => {
  await db
    .deleteFrom('sessions')
    .where('expires_at', '<', sql<Date>`now()`)
    .execute()
}
