import type { Changes, Db } from '../db/index.ts'
import type { SearchQuery, SearchResult } from './documents.ts'
import { searchDocuments } from './search-documents.ts'

interface Kept {
  found: Promise<SearchResult>
  generation: number
  until: number
}

/** Ranges of dates move with the clock, and the index may be made again by another process that tells nobody. */
const FRESH_MS = 10_000
const MAX_KEPT = 500
/** Longer questions are nobody else's. */
const MAX_KEY = 2_000

/**
 * `searchDocuments` for everybody, whose answers are kept while no transaction has ended, here or on another node, and
 * 10 s at most (docs/decisions/0005): portals ask the same again and again, and counting costs more than all the rest.
 * Whoever shows what is found reads it again, and looks at its state.
 */
export const keepAnswers = (changes: Changes): typeof searchDocuments => {
  const kept = new Map<string, Kept>()
  const keep = (key: string, fresh: Kept) => {
    kept.delete(key)
    kept.set(key, fresh)
    const [oldest] = kept.keys()
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest)
  }

  return (db: Db, query: SearchQuery): Promise<SearchResult> => {
    const generation = changes.generation()
    const key = keyOf(query)
    if (generation === null || key.length > MAX_KEY) return searchDocuments(db, query)
    const known = kept.get(key)
    if (known?.generation === generation && known.until > Date.now()) return known.found
    const found = searchDocuments(db, query)
    keep(key, { found, generation, until: Date.now() + FRESH_MS })
    found.catch(() => kept.delete(key))
    return found
  }
}

/** The same for the same question: its moments, which move with each request, count by their day. */
const keyOf = (query: SearchQuery): string =>
  JSON.stringify(query, (name, value: unknown) =>
    (name === 'since' || name === 'updatedSince') && typeof value === 'string' ? value.slice(0, 10) : value,
  )
