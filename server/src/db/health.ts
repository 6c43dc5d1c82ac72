import { sql } from 'kysely'
import type { Db } from './connect.ts'

export interface DatabaseHealth {
  pingMs: number
  version: string
  sizeBytes: number
  connections: number
  maxConnections: number
}

/** How the database is: what it answers, and how fast it does. */
export const findHealthOfDatabase = async (db: Db): Promise<DatabaseHealth> => {
  const started = performance.now()
  await sql`select 1`.execute(db)
  const pingMs = Math.round((performance.now() - started) * 10) / 10
  const { rows } = await sql<Omit<DatabaseHealth, 'pingMs'>>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as "sizeBytes",
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
      current_setting('max_connections')::int as "maxConnections"`.execute(db)
  const [found] = rows
  if (!found) throw new Error('A select without a table gave no row.')
  return { pingMs, ...found }
}
