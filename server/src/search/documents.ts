/** What can be found, as plain documents: this module knows no domain word. */
export interface SearchDocument {
  kind: string
  id: string
  title: string
  /** Weighted texts: A title and acronym, B tags, C who made it, D the rest (database.md §5, rule 3). */
  texts: { a: string; b: string; c: string; d: string }
  tags: string[]
  /** Who may find it: `public`, or keys that the caller's `audiences` must hold. */
  audiences: string[]
  popularity: number
  createdAt: Date
  updatedAt: Date
}

export interface SearchQuery {
  kind: string
  q: string
  tags: string[]
  /** Keys of the caller; null finds everything. */
  audiences: string[] | null
  sort: 'relevance' | 'updated' | 'created' | 'title'
  page: number
  pageSize: number
}

export interface SearchResult {
  ids: string[]
  total: number
}
