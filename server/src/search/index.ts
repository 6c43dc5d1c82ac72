import type { Db } from '../db/index.ts'
import { deleteDocument } from './store.documents.ts'

/** The index: store documents, ask. Modules say in their own `search.ts` what of them can be found. */
export type { SearchDocument, SearchFilter, SearchQuery, SearchResult } from './documents.ts'
export { indexDocument, indexDocuments } from './index-documents.ts'
export { searchDocuments } from './search-documents.ts'

/** Makes it unfindable. */
export const removeDocument = (db: Db, kind: string, id: string): Promise<void> => deleteDocument(db, kind, id)
