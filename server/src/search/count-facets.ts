import type { Db } from '../db/index.ts'
import type { SearchQuery, SearchResult } from './documents.ts'
import { selectCounts, type Count, type Scan } from './store.facets.ts'
import { LAST_UPDATE, type Criteria } from './store.matches.ts'

/**
 * Counts the facets of a question in one statement. Facets without a filter of their own are counted on what is
 * found, together; each of the others on what would be found without its filter.
 */
export const countFacets = async (
  db: Db,
  query: SearchQuery,
  criteria: Criteria,
  numbers: Record<string, number>,
): Promise<SearchResult['facets']> => {
  const wanted = [...new Set(query.facets ?? []), ...(query.updatedRanges ? [LAST_UPDATE] : [])]
  if (wanted.length === 0) return {}
  const filtered = new Set(criteria.filters.map(({ facet }) => facet))
  if (query.updatedSince) filtered.add(LAST_UPDATE)
  const together = wanted.filter((facet) => !filtered.has(facet))
  const groups = [
    ...(together.length > 0 ? [together] : []),
    ...wanted.filter((facet) => filtered.has(facet)).map((facet) => [facet]),
  ]
  const scans = groups.map((facets) => scanOf(facets, filtered, query, numbers))
  const counts = await selectCounts(db, criteria, scans)
  return Object.fromEntries(
    wanted.map((facet) => {
      const scan = groups.findIndex((group) => group.includes(facet))
      const ofScan = counts.filter((count) => count.scan === scan)
      return [facet, presented(ofScan, query, facet === LAST_UPDATE ? null : (numbers[facet] ?? 0))]
    }),
  )
}

const scanOf = (
  facets: string[],
  filtered: Set<string>,
  query: SearchQuery,
  numbers: Record<string, number>,
): Scan => ({
  without: facets.find((facet) => filtered.has(facet)),
  facets: facets.flatMap((facet) => numbers[facet] ?? []),
  ranges: facets.includes(LAST_UPDATE) ? (query.updatedRanges ?? []).map(({ since }) => since) : [],
})

/** `all`, then the values of one facet; for `facet` null, the ranges in the order they were asked. */
const presented = (counts: Count[], { updatedRanges = [] }: SearchQuery, facet: number | null) => {
  const all = counts.find((count) => count.facet === 0)
  const values =
    facet === null
      ? counts.flatMap(({ range, count }) =>
          range === null ? [] : [{ name: updatedRanges[range]?.name ?? '', count }],
        )
      : counts.flatMap((count) =>
          count.facet === facet && count.name !== null ? [{ name: count.name, count: count.count }] : [],
        )
  return [{ name: 'all', count: all?.count ?? 0 }, ...values]
}
