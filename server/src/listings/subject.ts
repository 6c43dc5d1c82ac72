import { NotFound } from '../lib/errors.ts'
import type { Tx } from '../db/index.ts'
import type { Owners } from '../organizations/index.ts'
import { indexDocument } from '../search/index.ts'
import type { Subject, SubjectKind } from '../subjects/index.ts'
import { findSearchDocument } from './find-search-documents.ts'
import type { ListingKind } from './kind.ts'
import type { Listing } from './model.ts'
import { saveListing } from './save-listing.ts'
import { idsOfScope, lockListing, mergeListingMetrics, selectListings } from './store.ts'

/** One class of them, for those who point at it. `picturesOf`: when it has a picture. */
export const subjectsOf = <F>(
  kind: ListingKind<F>,
  picturesOf?: (listing: Listing<F>) => Subject['pictures'],
): SubjectKind => ({
  class: kind.class,
  find: async (db, ids) =>
    ((await selectListings(db, kind.class, ids)) as Listing<F>[]).map((listing) => ({
      class: kind.class,
      id: listing.id,
      title: listing.title,
      acronym: null,
      slug: listing.slug,
      organizationId: listing.organizationId,
      ownerId: listing.ownerId,
      private: listing.private,
      deletedAt: listing.deletedAt,
      pictures: picturesOf?.(listing),
    })),
  idsOf: (scope) => idsOfScope(kind.class, scope),
  setMetrics: (tx, id, metrics) => setMetrics(tx, kind, id, metrics),
  transfer: (tx, id, to) => give(tx, kind, id, to),
})

/** Counters are sorted by, and weigh in relevance: what can be found follows. */
const setMetrics = async <F>(
  tx: Tx,
  kind: ListingKind<F>,
  id: string,
  metrics: Record<string, unknown>,
): Promise<void> => {
  await mergeListingMetrics(tx, id, metrics)
  const [listing] = (await selectListings(tx, kind.class, [id])) as Listing<F>[]
  if (listing) await indexDocument(tx, await findSearchDocument(tx, kind, listing))
}

/** To another owner; whoever calls it has checked that both agree. Throws `NotFound`. */
const give = async <F>(tx: Tx, kind: ListingKind<F>, id: string, to: Owners): Promise<void> => {
  const before = (await lockListing(tx, kind.class, id)) as Listing<F> | undefined
  if (!before) throw new NotFound()
  await saveListing(tx, kind, before, { ...before, ...to })
}
