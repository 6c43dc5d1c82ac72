import { daysAfter } from '../lib/dates.ts'
import { setDatasetLinks } from '../catalog/index.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import { dropAssignments } from '../organizations/index.ts'
import { removeDocument } from '../search/index.ts'
import { releaseSlugs } from '../subjects/index.ts'
import type { ListingKind } from './kind.ts'
import { DAYS_BEFORE_PURGE, type Listing } from './model.ts'
import { countOwners } from './save-listing.ts'
import { deleteListingRow, lockListing, selectListingsDeletedBefore } from './store.ts'
import { tell } from './tell.ts'

/** Removes it for good, with everything that named it. */
export const removeListing = async <F>(tx: Tx, kind: ListingKind<F>, listing: Listing<F>): Promise<void> => {
  const { id } = listing
  await setDatasetLinks(tx, { class: kind.class, id, shown: false }, [])
  await deleteListingRow(tx, id)
  await kind.settle?.(tx, listing, undefined)
  await countOwners(tx, kind, listing, undefined)
  await removeDocument(tx, kind.name, id)
  await releaseSlugs(tx, kind.class, id)
  await dropAssignments(tx, id)
}

/** Removes for good what was deleted more than 30 days ago. May run twice. */
export const purgeListings = async <F>(db: Db, kind: ListingKind<F>, now = new Date()): Promise<void> => {
  const limit = daysAfter(now, -DAYS_BEFORE_PURGE)
  for (const id of await selectListingsDeletedBefore(db, kind.class, limit)) {
    await inTransaction(db, async (tx) => {
      // Somebody may have restored it since the list was read.
      const listing = (await lockListing(tx, kind.class, id)) as Listing<F> | undefined
      if (!listing?.deletedAt || listing.deletedAt >= limit) return
      await removeListing(tx, kind, listing)
      await tell(tx, `${kind.name}:purged`, null, listing)
    })
  }
}
