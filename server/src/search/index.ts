import type { Db } from '../db/index.ts'
import { tidyCounts } from './store.counts.ts'
import { anyDocument, deleteDocument, deleteOthers } from './store.documents.ts'
import { tidyWords } from './store.typos.ts'

/** The index: store documents, ask. Modules say in their own `search.ts` what of them can be found. */
export type { SearchDocument, SearchFilter, SearchQuery, SearchResult } from './documents.ts'
export { indexDocument, indexDocuments } from './index-documents.ts'
export { keepAnswers } from './kept-answers.ts'
export { searchDocuments } from './search-documents.ts'
export {
  addKnownAcronyms,
  addSynonym,
  changeSynonym,
  explainQuestion,
  listSynonyms,
  removeSynonym,
  type Explained,
} from './synonyms.ts'
export type { Synonym, SynonymInput } from './synonyms.rules.ts'
export { countFacetValues, suggestDocuments, suggestFacetValues } from './suggest.ts'

/** Whether nothing is indexed: at the beginning, or after the index changed its form. */
export const isIndexEmpty = async (db: Db): Promise<boolean> => !(await anyDocument(db))

/** Makes it unfindable. */
export const removeDocument = (db: Db, kind: string, id: string): Promise<void> => deleteDocument(db, kind, id)

/**
 * Ends the rebuilding of a kind: what isn't among `ids` goes, except what was indexed from `startedAt` on, since what
 * was created meanwhile isn't in the list. Returns how many went.
 */
export const removeOtherDocuments = (db: Db, kind: string, ids: string[], startedAt: Date): Promise<number> =>
  deleteOthers(db, kind, ids, startedAt)

/** Forgets words that nothing holds any more and sums what was counted: a job, that may run twice and at any time. */
export const tidySearch = async (db: Db): Promise<void> => {
  await tidyWords(db)
  await tidyCounts(db)
}
