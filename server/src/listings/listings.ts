import type { Actor } from '../lib/actor.ts'
import { Forbidden, Gone, Moved, NotFound, Unauthorized } from '../lib/errors.ts'
import { slugOf } from '../lib/slugs.ts'
import { listLinkedObjects } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import { canEditOwned, listOrganizationIdsWithBadge, requireReadable } from '../organizations/index.ts'
import { searchDocuments, suggestDocuments } from '../search/index.ts'
import { findRenamed } from '../subjects/index.ts'
import type { ListingKind } from './kind.ts'
import type { Listing } from './model.ts'
import type { ListingQuery } from './query.ts'
import { selectListing, selectListingPage, selectListings } from './store.ts'

/**
 * One by id or slug, as this caller may see it. Throws `Moved` for an older or differently written slug, `NotFound`
 * (also for what is private to others), `Gone`.
 */
export const getListing = async <F>(
  db: Db,
  actor: Actor,
  kind: ListingKind<F>,
  idOrSlug: string,
): Promise<Listing<F>> => {
  const listing = (await selectListing(db, kind.class, idOrSlug)) ?? (await findMoved(db, kind, idOrSlug))
  if (!listing) throw new NotFound()
  requireReadable(actor, listing)
  // Only now: a redirect tells the new title.
  const known = idOrSlug === listing.slug || idOrSlug.toLowerCase() === listing.id
  if (!known) throw new Moved(idOrSlug, listing.slug)
  return listing as Listing<F>
}

/** The same for a caller who wants to change it: throws `Unauthorized` and `Forbidden` too. */
export const getEditableListing = async <F>(
  db: Db,
  actor: Actor,
  kind: ListingKind<F>,
  idOrSlug: string,
  options: { restoring?: boolean } = {},
): Promise<Listing<F>> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const listing = await getListing(db, actor, kind, idOrSlug).catch((error: unknown) => {
    // Who wants to restore what is gone already knows it: they are told that they may not.
    throw error instanceof Gone && options.restoring ? new Forbidden() : error
  })
  if (!canEditOwned(actor, listing)) throw new Forbidden()
  return listing
}

/** At most so many are found by words: beyond, people refine them. */
const MAX_FOUND = 10_000

/** A page of what the caller may list, and how many there are; with `q` and no sort, the most relevant first. */
export const listListings = async <F>(
  db: Db,
  actor: Actor,
  kind: ListingKind<F>,
  query: ListingQuery,
  page: Page,
): Promise<[Listing<F>[], number]> => {
  if (query.mine && actor.kind === 'anonymous') throw new Unauthorized()
  const among = [...(query.among ?? [])]
  const found = query.q ? await findByWords(db, kind.name, query.q) : undefined
  if (found) among.push(found)
  if (query.datasetId) among.push(await listLinkedObjects(db, kind.class, query.datasetId))
  const organizationIds = query.organizationBadge && (await listOrganizationIdsWithBadge(db, query.organizationBadge))
  const filter = { ...query, among, ...(organizationIds ? { organizationIds } : {}) }
  const answer = await selectListingPage(db, actor, kind.class, filter, query.sort ?? found ?? '-created', page)
  return answer as [Listing<F>[], number]
}

/** Public ones whose title holds the text, or words that begin so, the most used first. */
export const suggestListings = async <F>(
  db: Db,
  kind: ListingKind<F>,
  q: string,
  size: number,
): Promise<Listing<F>[]> => {
  const ids = await suggestDocuments(db, { kind: kind.name, q, size, audiences: ['public'] })
  return findListings(db, kind, ids)
}

/** Those of these ids that exist, in that order. Says nothing of who may see them. */
export const findListings = async <F>(db: Db, kind: ListingKind<F>, ids: string[]): Promise<Listing<F>[]> =>
  (await selectListings(db, kind.class, ids)) as Listing<F>[]

/** Whoever may find them: the list's own rules come after. */
const findByWords = async (db: Db, kind: string, q: string): Promise<string[]> => {
  const query = { kind, q, audiences: null, filters: [], sort: 'relevance', page: 1, pageSize: MAX_FOUND }
  return (await searchDocuments(db, query)).ids
}

const findMoved = async <F>(db: Db, kind: ListingKind<F>, idOrSlug: string): Promise<Listing | undefined> => {
  const slug = slugOf(idOrSlug)
  return selectListing(db, kind.class, (await findRenamed(db, kind.class, slug)) ?? slug)
}
