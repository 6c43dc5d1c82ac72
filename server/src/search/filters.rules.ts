import type { SearchFilter } from './documents.ts'

/** A filter as the column holds it. No value left: nothing passes. */
export interface PackedFilter {
  facet: string
  packed: number[]
  match: 'all' | 'any'
}

/** An empty filter filters nothing; a value that no document has makes `all` impossible, and changes nothing to `any`. */
export const packedFilters = (filters: SearchFilter[], numbers: (number | null)[][]): PackedFilter[] =>
  filters.flatMap(({ facet, match }, place) => {
    const found = numbers[place] ?? []
    if (found.length === 0) return []
    const known = [...new Set(found.filter((number) => number !== null))].sort((one, other) => one - other)
    return [{ facet, match, packed: match === 'all' && found.includes(null) ? [] : known }]
  })
