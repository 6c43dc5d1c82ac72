import { sql } from 'kysely'
import type { Db, LoginFailuresTable } from '../db/index.ts'

export type AttemptKind = LoginFailuresTable['kind']

export interface AttemptCounts {
  pair: number
  account: number
  address: number
}

/** Its number, to forget it by. */
export const insertAttempt = async (db: Db, kind: AttemptKind, account: string, address: string): Promise<number> => {
  const inserted = db.insertInto('login_failures').values({ kind, account, address }).returning('id')
  return (await inserted.executeTakeFirstOrThrow()).id
}

export const deleteAttempt = async (db: Db, id: number): Promise<void> => {
  await db.deleteFrom('login_failures').where('id', '=', id).execute()
}

/** Attempts of the last `minutes`, for this account from this address, for the account, and from the address. */
export const countAttempts = async (
  db: Db,
  kind: AttemptKind,
  account: string,
  address: string,
  minutes: number,
): Promise<AttemptCounts> =>
  db
    .selectFrom('login_failures')
    .select([
      sql<number>`count(*) filter (where account = ${account} and address = ${address})`.as('pair'),
      sql<number>`count(*) filter (where account = ${account})`.as('account'),
      sql<number>`count(*) filter (where address = ${address})`.as('address'),
    ])
    .where('kind', '=', kind)
    .where((where) => where.or([where('account', '=', account), where('address', '=', address)]))
    .where('at', '>', sql<Date>`now() - make_interval(mins => ${minutes})`)
    .executeTakeFirstOrThrow()

export const clearAttempts = async (db: Db, kind: AttemptKind, account: string, address: string): Promise<void> => {
  await db
    .deleteFrom('login_failures')
    .where('kind', '=', kind)
    .where('account', '=', account)
    .where('address', '=', address)
    .execute()
}

export const deleteOldAttempts = async (db: Db): Promise<void> => {
  await db
    .deleteFrom('login_failures')
    .where('at', '<', sql<Date>`now() - interval '1 day'`)
    .execute()
}
