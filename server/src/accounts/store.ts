import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Db, UsersTable } from '../db/index.ts'
import type { User } from './model.ts'

export const insertUser = async (db: Db, user: User, passwordHash: string): Promise<void> => {
  await db
    .insertInto('users')
    .values({
      id: user.id,
      email: user.email,
      slug: user.slug,
      first_name: user.firstName,
      last_name: user.lastName,
      password_hash: passwordHash,
      site_admin: user.siteAdmin,
      active: user.active,
      website: user.website,
      about: user.about,
      email_confirmed_at: user.emailConfirmedAt,
    })
    .execute()
}

export const selectUser = async (db: Db, id: string): Promise<User | undefined> => {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  return row && userOf(row)
}

export const selectUsers = async (db: Db, ids: string[]): Promise<User[]> => {
  if (ids.length === 0) return []
  return (
    await db
      .selectFrom('users')
      .selectAll()
      .where(sql<boolean>`id = any(${ids})`)
      .execute()
  ).map(userOf)
}

export const selectUserByEmail = async (
  db: Db,
  email: string,
): Promise<{ user: User; passwordHash: string } | undefined> => {
  const row = await db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()
  return row && { user: userOf(row), passwordHash: row.password_hash }
}

export const slugIsTaken = async (db: Db, slug: string): Promise<boolean> =>
  (await db.selectFrom('users').select('id').where('slug', '=', slug).executeTakeFirst()) !== undefined

export const countActiveUsers = async (db: Db): Promise<number> => {
  const active = db.selectFrom('users').where('active', '=', true).where('deleted_at', 'is', null)
  return (await active.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total
}

export const anySiteAdmin = async (db: Db): Promise<boolean> => {
  const admin = db.selectFrom('users').select('id').where('site_admin', '=', true).where('deleted_at', 'is', null)
  return (await admin.limit(1).executeTakeFirst()) !== undefined
}

export const makeSiteAdmin = async (db: Db, id: string): Promise<void> => {
  await db.updateTable('users').set({ site_admin: true }).where('id', '=', id).execute()
}

export const updateUser = async (
  db: Db,
  id: string,
  changes: Partial<
    Pick<
      User,
      'firstName' | 'lastName' | 'website' | 'about' | 'lang' | 'email' | 'emailConfirmedAt' | 'siteAdmin' | 'active'
    >
  >,
): Promise<void> => {
  const set = {
    first_name: changes.firstName,
    last_name: changes.lastName,
    website: changes.website,
    about: changes.about,
    lang: changes.lang,
    email: changes.email,
    email_confirmed_at: changes.emailConfirmedAt,
    site_admin: changes.siteAdmin,
    active: changes.active,
  }
  if (Object.values(set).every((value) => value === undefined)) return
  await db.updateTable('users').set(set).where('id', '=', id).execute()
}

/** A new password answers a rotation that was demanded. */
export const updatePassword = async (db: Db, id: string, passwordHash: string): Promise<void> => {
  await db
    .updateTable('users')
    .set({
      password_hash: passwordHash,
      password_rotation_performed: sql<Date | null>`case when password_rotation_demanded is not null then now() end`,
    })
    .where('id', '=', id)
    .execute()
}

export const updateAvatar = async (db: Db, id: string, avatar: User['avatar']): Promise<void> => {
  await db
    .updateTable('users')
    .set({ avatar: avatar && JSON.stringify(avatar) })
    .where('id', '=', id)
    .execute()
}

export const mergeUserMetrics = async (db: Db, id: string, metrics: Record<string, unknown>): Promise<void> => {
  await db
    .updateTable('users')
    .set({ metrics: sql`metrics || ${JSON.stringify(metrics)}::jsonb` })
    .where('id', '=', id)
    .execute()
}

export const recordEmailConfirmed = async (db: Db, id: string): Promise<void> => {
  await db
    .updateTable('users')
    .set({ email_confirmed_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('email_confirmed_at', 'is', null)
    .execute()
}

export const recordLogin = async (db: Db, id: string): Promise<void> => {
  await db
    .updateTable('users')
    .set({ last_login_at: sql`now()` })
    .where('id', '=', id)
    .execute()
}

export const userOf = (row: Selectable<UsersTable>): User => ({
  id: row.id,
  email: row.email,
  slug: row.slug,
  firstName: row.first_name,
  lastName: row.last_name,
  siteAdmin: row.site_admin,
  active: row.active,
  website: row.website,
  about: row.about,
  createdAt: row.created_at,
  lastLoginAt: row.last_login_at,
  deletedAt: row.deleted_at,
  emailConfirmedAt: row.email_confirmed_at,
  passwordRotationDemanded: row.password_rotation_demanded,
  passwordRotationPerformed: row.password_rotation_performed,
  hasSecondFactor: row.second_factor !== null,
  lang: row.lang,
  metrics: row.metrics,
  avatar: row.avatar as User['avatar'],
})
