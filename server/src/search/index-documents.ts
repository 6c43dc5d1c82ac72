import type { Db } from '../db/index.ts'
import type { SearchDocument } from './documents.ts'
import { tidyCounts } from './store.counts.ts'
import { upsertDocuments } from './store.documents.ts'
import { insertNames, packValues } from './store.facet-values.ts'

/** Documents written by one statement. */
const BATCH = 200

/** Makes a document findable, in the transaction that changed what it describes. */
export const indexDocument = (db: Db, document: SearchDocument): Promise<void> => indexDocuments(db, [document])

/** Makes many findable, a few statements for every 200. The last of several with one id counts. */
export const indexDocuments = async (db: Db, documents: SearchDocument[]): Promise<void> => {
  const once = new Map(documents.map((document) => [`${document.kind} ${document.id}`, document]))
  // In one order, so that two writers of the same documents don't wait for each other.
  const ordered = [...once.keys()].sort().flatMap((key) => once.get(key) ?? [])
  for (let from = 0; from < ordered.length; from += BATCH) {
    const batch = ordered.slice(from, from + BATCH)
    await insertNames(db, batch)
    await upsertDocuments(db, batch, await packValues(db, batch))
  }
  // Each batch left its differences.
  if (ordered.length > BATCH) await tidyCounts(db)
}
