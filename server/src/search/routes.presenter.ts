import type { FastifyRequest } from 'fastify'
import { daysAfter } from '../lib/dates.ts'
import { Invalid } from '../lib/errors.ts'
import { PAGING, Param, presentPage, QUERY_FAILED, readPage, type Page } from '../http/index.ts'
import type { SearchFilter, SearchResult } from './documents.ts'

/** How long ago, as people filter by it. */
const RANGES = { last_30_days: 30, last_12_months: 365, last_3_years: 3 * 365 }
export const LAST_UPDATE_RANGES = Object.keys(RANGES)
type RangeName = keyof typeof RANGES

/** Parameters that every search has (udata-api.md §13). */
export const SEARCHING = {
  ...PAGING,
  q: Param.text('words, all of which must be there'),
  last_update_range: Param.choice(['last_30_days', 'last_12_months', 'last_3_years'] as const),
}

const WINDOW = 10_000

/** The page of a search: beyond 10,000 results people refine their words. Throws `Invalid`. */
export const readSearchPage = (request: FastifyRequest): Page => {
  const page = readPage(request)
  if (page.page * page.pageSize > WINDOW) throw new Invalid(QUERY_FAILED, { page: [TOO_FAR] })
  return page
}

/** What a search is asked for in the same way whatever it looks for. */
export const commonQuery = (query: { q?: string; last_update_range?: RangeName }, now = new Date()) => ({
  q: query.q ?? '',
  updatedSince: query.last_update_range && daysAfter(now, -RANGES[query.last_update_range]),
  updatedRanges: Object.entries(RANGES).map(([name, days]) => ({ name, since: daysAfter(now, -days) })),
})

/** A filter by one value or several, none when nothing was given. */
export const filterBy = (
  facet: string,
  given: string | string[] | boolean | undefined,
  match: SearchFilter['match'] = 'any',
): SearchFilter[] => {
  const values = [given ?? []].flat().map(String)
  return values.length > 0 ? [{ facet, values, match }] : []
}

/** The envelope of a page with its counters; a page after the last is empty. */
export const presentFound = <T>(
  request: FastifyRequest,
  baseUrl: string,
  page: Page,
  { total, facets }: SearchResult,
  data: T[],
) => ({ ...presentPage(request, baseUrl, page, total, data, { emptyPages: true }), facets })

const TOO_FAR = {
  fr: 'Une recherche montre ses 10 000 premiers résultats : précisez-la.',
  en: 'A search shows its first 10,000 results: refine it.',
}
