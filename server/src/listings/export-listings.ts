import { ANONYMOUS } from '../lib/actor.ts'
import { listDatasetLinks } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { findOwners, type ListingOwners } from './find-owners.ts'
import type { ListingKind } from './kind.ts'
import { listListings } from './listings.ts'
import type { Listing } from './model.ts'
import type { ListingQuery } from './query.ts'

const BATCH = 500

export interface ExportedListing<F> {
  listing: Listing<F>
  owners: ListingOwners
  datasetIds: string[]
}

/** What everybody may see, archived ones too, oldest first: what is created meanwhile comes at the end. */
export async function* exportListings<F>(
  db: Db,
  kind: ListingKind<F>,
  query: ListingQuery,
): AsyncGenerator<ExportedListing<F>> {
  const wanted = { ...query, sort: 'created', everyState: true, private: false, deleted: false }
  for (let page = 1; ; page++) {
    const [listings] = await listListings(db, ANONYMOUS, kind, wanted, { page, pageSize: BATCH })
    const ownersOf = await findOwners(db, listings)
    const links = await listDatasetLinks(
      db,
      kind.class,
      listings.map(({ id }) => id),
    )
    for (const listing of listings)
      yield { listing, owners: ownersOf(listing), datasetIds: links.get(listing.id) ?? [] }
    if (listings.length < BATCH) return
  }
}
