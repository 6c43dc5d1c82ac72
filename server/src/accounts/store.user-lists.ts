import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { containing, type Db, type IdQuery } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { User, UserQuery } from './model.ts'
import { userOf } from './store.ts'

/** Ids of accounts whose name or address holds each word. */
export const idsOfUsersNamed = (words: string[]): IdQuery => {
  const named = words.map(
    (word) => sql`unaccent(first_name || ' ' || last_name || ' ' || email) ilike unaccent(${containing(word)})`,
  )
  return sql`select id from users where ${sql.join([sql`true`, ...named], sql` and `)}`
}

/** A page of accounts that aren't deleted, and how many there are. */
export const selectUserPage = async (db: Db, query: UserQuery, page: Page): Promise<[User[], number]> => {
  let users = db.selectFrom('users').where('deleted_at', 'is', null)
  for (const word of query.words) {
    users = users.where(
      sql<SqlBool>`unaccent(first_name || ' ' || last_name || ' ' || email) ilike unaccent(${containing(word)})`,
    )
  }
  if (query.only) users = users.where(KINDS[query.only])
  const direction = query.descending ? 'desc' : 'asc'
  const rows = await users
    .selectAll()
    .orderBy(sortOf(query.sort), direction)
    .orderBy('id', direction)
    .limit(page.pageSize)
    .offset((page.page - 1) * page.pageSize)
    .execute()
  const { total } = await users.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return [rows.map(userOf), total]
}

const KINDS: Record<NonNullable<UserQuery['only']>, RawBuilder<SqlBool>> = {
  admins: sql`site_admin`,
  inactive: sql`not active`,
  never: sql`last_login_at is null`,
  two_factor: sql`second_factor is not null`,
}

const sortOf = (sort: UserQuery['sort']) => {
  if (sort === 'created') return sql`created_at`
  if (sort === 'last_name' || sort === 'first_name') return sql`lower(unaccent(${sql.ref(sort)}))`
  return sql`coalesce((metrics ->> ${sort})::numeric, 0)`
}

/** Open accounts whose slug holds `part`, the shortest first. */
export const selectUsersBySlugPart = async (db: Db, part: string, size: number): Promise<User[]> => {
  const rows = await db
    .selectFrom('users')
    .selectAll()
    .where('slug', 'like', containing(part))
    .where('active', '=', true)
    .where('deleted_at', 'is', null)
    .orderBy(sql`length(slug)`)
    .orderBy('slug')
    .limit(size)
    .execute()
  return rows.map(userOf)
}

export const selectUserByIdOrSlug = async (db: Db, idOrSlug: string): Promise<User | undefined> => {
  const rows = await db
    .selectFrom('users')
    .selectAll()
    .where((where) => where.or([where('id', '=', idOrSlug.toLowerCase()), where('slug', '=', idOrSlug)]))
    .execute()
  const row = rows.find(({ id }) => id === idOrSlug.toLowerCase()) ?? rows[0]
  return row && userOf(row)
}

export const recordRotationDemanded = async (db: Db, id: string): Promise<void> => {
  await db
    .updateTable('users')
    .set({ password_rotation_demanded: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}

/** What is left of somebody: nothing that tells who they were (udata-api.md §5.11). */
export const anonymizeUserRow = async (db: Db, id: string, passwordHash: string): Promise<void> => {
  await db
    .updateTable('users')
    .set({
      email: `${id}@deleted`,
      slug: `deleted-${id}`,
      first_name: 'DELETED',
      last_name: 'DELETED',
      password_hash: passwordHash,
      site_admin: false,
      active: false,
      website: null,
      about: null,
      avatar: null,
      email_confirmed_at: null,
      deleted_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .execute()
}
