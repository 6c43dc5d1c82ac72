import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** Held until the transaction ends. */
export const lockName = async (tx: Db, name: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtext(${name}))`.execute(tx)
}
