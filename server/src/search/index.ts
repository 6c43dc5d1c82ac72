import type { Db } from '../db/index.ts'
import type { SearchDocument, SearchQuery, SearchResult } from './documents.ts'
import { deleteDocument, queryDocuments, upsertDocument } from './store.ts'

/** The index: store documents, ask. Modules say in their own `search.ts` what of them can be found. */
export type { SearchDocument, SearchQuery, SearchResult } from './documents.ts'

/** Makes a document findable, in the transaction that changed what it describes. */
export const indexDocument = (db: Db, document: SearchDocument): Promise<void> => upsertDocument(db, document)

/** Makes it unfindable. */
export const removeDocument = (db: Db, kind: string, id: string): Promise<void> => deleteDocument(db, kind, id)

/** Ids of one page in order, and how many match in all. Bounded whatever the question. */
export const searchDocuments = (db: Db, query: SearchQuery): Promise<SearchResult> => queryDocuments(db, query)
