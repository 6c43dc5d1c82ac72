import { sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { Db } from './connect.ts'
import accounts from './migrations/0001_accounts.ts'
import catalog from './migrations/0002_catalog.ts'
import search from './migrations/0003_search.ts'
import foundation from './migrations/0004_foundation.ts'
import oauth from './migrations/0005_oauth.ts'
import accountsOfPeople from './migrations/0006_accounts.ts'
import images from './migrations/0007_images.ts'
import facetedSearch from './migrations/0008_search.ts'
import community from './migrations/0009_community.ts'
import editorial from './migrations/0011_editorial.ts'
import listings from './migrations/0012_listings.ts'
import lifeOfVersions from './migrations/0013_versions.ts'
import deposits from './migrations/0014_deposits.ts'
import quality from './migrations/0015_quality.ts'
import uploads from './migrations/0016_uploads.ts'
import links from './migrations/0017_links.ts'
import fixes from './migrations/0019_fixes.ts'
import flows from './migrations/0020_flows.ts'
import webhooks from './migrations/0021_webhooks.ts'
import mirrors from './migrations/0023_mirrors.ts'
import organizationSettings from './migrations/0024_organization_settings.ts'
import drafts from './migrations/0025_drafts.ts'
import usage from './migrations/0026_usage.ts'
import stewardship from './migrations/0027_stewardship.ts'
import publications from './migrations/0028_publications.ts'
import keysAndChoices from './migrations/0029_keys_and_choices.ts'
import administration from './migrations/0030_administration.ts'

/** Forward only, named in order; listed by hand so that nothing depends on reading a folder. */
const MIGRATIONS: Record<string, string> = {
  '0001_accounts': accounts,
  '0002_catalog': catalog,
  '0003_search': search,
  '0004_foundation': foundation,
  '0005_oauth': oauth,
  '0006_accounts': accountsOfPeople,
  '0007_images': images,
  '0008_search': facetedSearch,
  '0009_community': community,
  '0011_editorial': editorial,
  '0012_listings': listings,
  '0013_versions': lifeOfVersions,
  '0014_deposits': deposits,
  '0015_quality': quality,
  '0016_uploads': uploads,
  '0017_links': links,
  '0019_fixes': fixes,
  '0020_flows': flows,
  '0021_webhooks': webhooks,
  '0023_mirrors': mirrors,
  '0024_organization_settings': organizationSettings,
  '0025_drafts': drafts,
  '0026_usage': usage,
  '0027_stewardship': stewardship,
  '0028_publications': publications,
  '0029_keys_and_choices': keysAndChoices,
  '0030_administration': administration,
}

/** Brings the schema up to date, under Kysely's advisory lock: several nodes may start at once. */
export const migrate = async (db: Db): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => asMigrations(MIGRATIONS) } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** Names of the migrations of this version, and of those that the database had. */
export const findMigrations = async (db: Db): Promise<{ known: string[]; applied: string[] }> => {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return { known: Object.keys(MIGRATIONS), applied: rows.map(({ name }) => name) }
}

const asMigrations = (scripts: Record<string, string>): Record<string, Migration> =>
  Object.fromEntries(
    Object.entries(scripts).map(([name, script]) => [
      name,
      { up: async (db) => void (await sql.raw(script).execute(db)) },
    ]),
  )
