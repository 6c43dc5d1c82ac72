import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { User } from './model.ts'
import { userOf } from './store.ts'

export interface NewSession {
  idHash: string
  userId: string
  expiresAt: Date
  userAgent: string | null
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
    })
    .execute()
}

export const deleteSession = async (db: Db, idHash: string): Promise<void> => {
  await db.deleteFrom('sessions').where('id_hash', '=', idHash).execute()
}

/** The active user of a session that has not expired. */
export const selectSessionUser = async (db: Db, idHash: string): Promise<User | undefined> => {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .selectAll('users')
    .where('sessions.id_hash', '=', idHash)
    .where('sessions.expires_at', '>', sql<Date>`now()`)
    .where('users.active', '=', true)
    .where('users.deleted_at', 'is', null)
    .executeTakeFirst()
  return row && userOf(row)
}

/** Moves the end of a session on, at most once an hour: a read must not cost a write. */
export const extendSession = async (db: Db, idHash: string, expiresAt: Date): Promise<void> => {
  await db
    .updateTable('sessions')
    .set({ last_seen_at: new Date(), expires_at: expiresAt })
    .where('id_hash', '=', idHash)
    .where('last_seen_at', '<', sql<Date>`now() - interval '1 hour'`)
    .execute()
}

export const deleteExpiredSessions = async (db: Db): Promise<void> => {
  await db
    .deleteFrom('sessions')
    .where('expires_at', '<', sql<Date>`now()`)
    .execute()
}

/** Its number, to forget it by. */
export const insertLoginFailure = async (db: Db, account: string, address: string): Promise<number> =>
  (await db.insertInto('login_failures').values({ account, address }).returning('id').executeTakeFirstOrThrow()).id

export const deleteLoginFailure = async (db: Db, id: number): Promise<void> => {
  await db.deleteFrom('login_failures').where('id', '=', id).execute()
}

export interface LoginFailureCounts {
  pair: number
  account: number
  address: number
}

/** Failures of the last `minutes`, for this account from this address, for the account, and from the address. */
export const countLoginFailures = async (
  db: Db,
  account: string,
  address: string,
  minutes: number,
): Promise<LoginFailureCounts> =>
  db
    .selectFrom('login_failures')
    .select([
      sql<number>`count(*) filter (where account = ${account} and address = ${address})`.as('pair'),
      sql<number>`count(*) filter (where account = ${account})`.as('account'),
      sql<number>`count(*) filter (where address = ${address})`.as('address'),
    ])
    .where((where) => where.or([where('account', '=', account), where('address', '=', address)]))
    .where('at', '>', sql<Date>`now() - make_interval(mins => ${minutes})`)
    .executeTakeFirstOrThrow()

export const clearLoginFailures = async (db: Db, account: string, address: string): Promise<void> => {
  await db.deleteFrom('login_failures').where('account', '=', account).where('address', '=', address).execute()
}

export const deleteOldLoginFailures = async (db: Db): Promise<void> => {
  await db
    .deleteFrom('login_failures')
    .where('at', '<', sql<Date>`now() - interval '1 day'`)
    .execute()
}

/** One code at a time: the newest start prints the one that works. */
export const replaceSetupCode = async (db: Db, codeHash: string): Promise<void> => {
  await db.deleteFrom('setup_codes').execute()
  await db.insertInto('setup_codes').values({ code_hash: codeHash }).execute()
}

/** True once only: the code is used up. */
export const takeSetupCode = async (db: Db, codeHash: string): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('setup_codes').where('code_hash', '=', codeHash).executeTakeFirst()
  return numDeletedRows === 1n
}
