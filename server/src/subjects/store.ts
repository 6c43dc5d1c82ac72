import { sql, type RawBuilder } from 'kysely'
import type { Db, IdQuery } from '../db/index.ts'
import type { Holders, SubjectScope } from './model.ts'

/**
 * `idsOf` of a class whose table has the columns `organization_id`, `owner_id`, `private` and, when its objects can be
 * restored, `deleted_at`. The module that owns the table names it. The same rule as organizations' `canSeeHidden`.
 */
export const idsOfOwned = (
  table: string,
  { hiddenOf, ownedBy }: SubjectScope,
  { restorable = true }: { restorable?: boolean } = {},
): IdQuery => {
  const shown = restorable ? sql`not private and deleted_at is null` : sql`not private`
  const seen = hiddenOf === 'all' ? sql`true` : sql`((${shown}) or ${heldBy(hiddenOf)})`
  return sql`select id from ${sql.table(table)} where ${seen} and ${ownedBy ? heldBy(ownedBy) : sql`true`}`
}

const heldBy = ({ organizationIds, ownerId }: Holders): RawBuilder<unknown> =>
  sql`(organization_id = any(${organizationIds}::text[]) or owner_id = ${ownerId}::text)`

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
