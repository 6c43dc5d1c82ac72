import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import { SHOWN } from '../store.filters.ts'

/** The id of the reuse at this address, deleted or not. Nobody else gives it to another until the transaction ends. */
export const lockReuseUrl = async (db: Db, url: string): Promise<string | undefined> => {
  await sql`select pg_advisory_xact_lock(hashtext(${`reuse:${url}`}))`.execute(db)
  const one = db
    .selectFrom('listings')
    .select('id')
    .where('class', '=', 'Reuse')
    .where(sql<boolean>`md5(fields->>'url') = md5(${url})`)
  return (await one.executeTakeFirst())?.id
}

/** How many reuses that everybody sees use this API. */
export const countReusesOf = async (db: Db, dataserviceId: string): Promise<number> => {
  const users = db
    .selectFrom('listings')
    .where('class', '=', 'Reuse')
    .where(SHOWN)
    .where(sql<boolean>`(fields->'dataserviceIds') ? ${dataserviceId}`)
  return (await users.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total
}

/** An API went away for good: nothing uses it any more. */
export const dropDataservice = async (db: Db, dataserviceId: string): Promise<void> => {
  await db
    .updateTable('listings')
    .set({ fields: sql`jsonb_set(fields, '{dataserviceIds}', (fields->'dataserviceIds') - ${dataserviceId}::text)` })
    .where('class', '=', 'Reuse')
    .where(sql<boolean>`(fields->'dataserviceIds') ? ${dataserviceId}`)
    .execute()
}
