import type { Db } from '../db/index.ts'
import type { Owners } from '../organizations/index.ts'
import { indexDocuments, removeOtherDocuments } from '../search/index.ts'
import { findSearchDocument } from './find-search-documents.ts'
import type { ListingKind } from './kind.ts'
import type { Listing } from './model.ts'
import { selectListingIds, selectListings } from './store.ts'

const BATCH = 200

/** Makes the index of a class again. May run at any time: what is written meanwhile stays. */
export const reindexKind = async <F>(db: Db, kind: ListingKind<F>): Promise<number> => {
  const startedAt = new Date()
  const ids = await selectListingIds(db, kind.class)
  await indexAll(db, kind, ids)
  await removeOtherDocuments(db, kind.name, ids, startedAt)
  return ids.length
}

/** Those of a producer, whose name and badges they are found by. */
export const reindexKindOf = async <F>(db: Db, kind: ListingKind<F>, owner: Owners): Promise<void> =>
  indexAll(db, kind, await selectListingIds(db, kind.class, owner))

const indexAll = async <F>(db: Db, kind: ListingKind<F>, ids: string[]): Promise<void> => {
  for (let start = 0; start < ids.length; start += BATCH) {
    const listings = (await selectListings(db, kind.class, ids.slice(start, start + BATCH))) as Listing<F>[]
    const documents = []
    for (const listing of listings) documents.push(await findSearchDocument(db, kind, listing))
    await indexDocuments(db, documents)
  }
}
