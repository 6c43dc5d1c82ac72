import { sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { Db } from './connect.ts'
import accounts from './migrations/0001_accounts.ts'
import catalog from './migrations/0002_catalog.ts'
import search from './migrations/0003_search.ts'
import foundation from './migrations/0004_foundation.ts'
import community from './migrations/0009_community.ts'

/** Forward only, named in order; listed by hand so that nothing depends on reading a folder. */
const MIGRATIONS: Record<string, string> = {
  '0001_accounts': accounts,
  '0002_catalog': catalog,
  '0003_search': search,
  '0004_foundation': foundation,
  '0009_community': community,
}

/** Brings the schema up to date, under Kysely's advisory lock: several nodes may start at once. */
export const migrate = async (db: Db): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => asMigrations(MIGRATIONS) } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

const asMigrations = (scripts: Record<string, string>): Record<string, Migration> =>
  Object.fromEntries(
    Object.entries(scripts).map(([name, script]) => [
      name,
      { up: async (db) => void (await sql.raw(script).execute(db)) },
    ]),
  )
