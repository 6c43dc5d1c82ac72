import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** Held until the transaction ends. */
export const lockSlugs = async (tx: Db, kind: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtext(${`slugs:${kind}`}))`.execute(tx)
}

export const selectRedirect = async (db: Db, kind: string, slug: string): Promise<string | undefined> => {
  const row = db.selectFrom('slug_redirects').select('object_id').where('class', '=', kind).where('slug', '=', slug)
  return (await row.executeTakeFirst())?.object_id
}

export const upsertRedirect = async (db: Db, kind: string, slug: string, id: string): Promise<void> => {
  await db
    .insertInto('slug_redirects')
    .values({ class: kind, slug, object_id: id })
    .onConflict((conflict) => conflict.columns(['class', 'slug']).doUpdateSet({ object_id: id }))
    .execute()
}

export const deleteRedirect = async (db: Db, kind: string, slug: string): Promise<void> => {
  await db.deleteFrom('slug_redirects').where('class', '=', kind).where('slug', '=', slug).execute()
}

export const deleteRedirectsOf = async (db: Db, kind: string, id: string): Promise<void> => {
  await db.deleteFrom('slug_redirects').where('class', '=', kind).where('object_id', '=', id).execute()
}
