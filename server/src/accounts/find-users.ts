import { isSiteAdmin, type Actor } from '../lib/actor.ts'
import { Forbidden, Gone, Moved, NotFound, Unauthorized } from '../lib/errors.ts'
import { slugOf } from '../lib/slugs.ts'
import type { Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { User, UserQuery } from './model.ts'
import { countWorkingKeys } from './store.api-keys.ts'
import { selectUserByIdOrSlug, selectUserPage, selectUsersBySlugPart } from './store.user-lists.ts'

/**
 * Somebody by id or slug, as this caller may see them. Throws `Moved` for a slug written differently, `NotFound`,
 * `Gone` for a closed account unless a site administrator asks.
 */
export const getVisibleUser = async (db: Db, actor: Actor, idOrSlug: string): Promise<User> => {
  const user = await selectUserByIdOrSlug(db, idOrSlug)
  if (!user) {
    const slug = slugOf(idOrSlug)
    const meant = slug === '' || slug === idOrSlug ? undefined : await selectUserByIdOrSlug(db, slug)
    throw meant ? new Moved(idOrSlug, meant.slug) : new NotFound()
  }
  if ((!user.active || user.deletedAt) && !isSiteAdmin(actor)) throw new Gone()
  return user
}

/** The same for a site administrator who wants to change it: throws `Unauthorized` and `Forbidden` too. */
export const getManagedUser = async (db: Db, actor: Actor, idOrSlug: string): Promise<User> => {
  demandSiteAdmin(actor)
  const user = await getVisibleUser(db, actor, idOrSlug)
  if (user.deletedAt) throw new Gone()
  return user
}

/** A page of every account but deleted ones, and how many there are. Throws `Unauthorized`, `Forbidden`. */
export const listUsers = async (db: Db, actor: Actor, query: UserQuery, page: Page): Promise<[User[], number]> => {
  demandSiteAdmin(actor)
  return selectUserPage(db, query, page)
}

/** How many API keys each of these people has that work, for whoever administers their accounts. */
export const countKeysOf = (db: Db, actor: Actor, userIds: string[]): Promise<Map<string, number>> => {
  demandSiteAdmin(actor)
  return countWorkingKeys(db, userIds)
}

/** Open accounts whose name begins to look like `q`. */
export const suggestUsers = async (db: Db, q: string, size: number): Promise<User[]> => {
  const part = slugOf(q)
  return part === '' ? [] : selectUsersBySlugPart(db, part, size)
}

/** Throws `Unauthorized`, `Forbidden`. */
export const demandSiteAdmin = (actor: Actor): void => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  if (!isSiteAdmin(actor)) throw new Forbidden()
}
