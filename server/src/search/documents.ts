/** What can be found, as plain documents: this module knows no domain word. */
export interface SearchDocument {
  kind: string
  id: string
  title: string
  /** Weighted texts: A title and acronym, B tags, C who made it, D the rest (database.md §5, rule 3). */
  texts: { a: string; b: string; c: string; d: string }
  /**
   * Values by facet, for example `{ tag: ['musees'], license: ['lov2'] }`. A facet that may be asked for is always a
   * key, of an empty list if need be: that is how it becomes known.
   */
  facets: Record<string, string[]>
  /** Who may find it: `public`, or keys that the caller's `audiences` must hold. */
  audiences: string[]
  /** Numbers a list can be sorted by, beside `created`, `updated`, `title`: for example `{ followers: 3, views: 10 }`. */
  numbers: Record<string, number>
  /** A factor ≥ 1 that multiplies relevance. */
  popularity: number
  createdAt: Date
  updatedAt: Date
  /** Days that what is described covers, `2024-01-31`; without an end, it goes on. */
  coverage: { start: string; end: string | null } | null
}

/** Documents that hold all of the values, or any of them. An empty list filters nothing. */
export interface SearchFilter {
  facet: string
  values: string[]
  match: 'all' | 'any'
}

export interface SearchQuery {
  kind: string
  /** Words; empty finds everything. */
  q: string
  /** Keys of the caller; null finds everything. */
  audiences: string[] | null
  filters: SearchFilter[]
  updatedSince?: Date
  /** Only documents whose coverage holds this whole period: start ≤ from and end ≥ to. */
  covering?: { from: string; to: string }
  /** `relevance`, or `created`, `updated`, `title`, or a key of `numbers`, with `-` for descending. */
  sort: string
  page: number
  pageSize: number
  /** Facets to count. Each is computed with all filters but its own. */
  facets?: string[]
  /** Cumulative counts of documents updated since each date, as the facet `last_update`: without `updatedSince`. */
  updatedRanges?: { name: string; since: Date }[]
}

export interface SearchResult {
  ids: string[]
  total: number
  /** First `all` (the total under the other filters), then at most 50 values by count. */
  facets: Record<string, { name: string; count: number }[]>
}
