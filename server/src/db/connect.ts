import { Kysely, PostgresDialect, type RawBuilder, type Transaction } from 'kysely'
import pg from 'pg'
import { listenToChanges, type Changes } from './changes.ts'
import type { Tables } from './tables.ts'

/** A database or a transaction of it: what every store function takes. */
export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

/** A query that answers ids, to be put inside another: how a module filters by tables that aren't its own. */
export type IdQuery = RawBuilder<{ id: string }>

export interface Database {
  db: Db
  pool: pg.Pool
  changes: Changes
  close(): Promise<void>
}

// Sizes and counts stay far below 2^53; days have no time zone, so they stay text.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** A pool of at most `max` connections. Errors of idle connections are given to `onError`, never thrown. */
export const connect = (config: pg.PoolConfig, onError: (error: Error) => void, max = 16): Database => {
  const pool = new pg.Pool({ ...config, max, connectionTimeoutMillis: 5_000, application_name: 'cimaise' })
  pool.on('error', onError)
  // A connection that breaks while somebody uses it fails their query; the event itself must not end the process.
  pool.on('connect', (client) => client.on('error', onError))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const changes = listenToChanges(config)
  changesOf.set(db, changes)
  return {
    db,
    pool,
    changes,
    close: async () => {
      await changes.close()
      await db.destroy()
    },
  }
}

/** Runs `change` in one transaction: all of it or nothing. */
export const inTransaction = async <T>(db: Db, change: (tx: Tx) => Promise<T>): Promise<T> => {
  if (db.isTransaction) return change(db as Tx)
  try {
    return await db.transaction().execute(change)
  } finally {
    // Before whoever wrote is answered: they read what they wrote.
    changesOf.get(db)?.committed()
  }
}

const changesOf = new WeakMap<Db, Changes>()
