import type { HoldingFilters, HoldingQuery, HoldingState } from '@cimaise/client'
import type { LocationQuery, LocationQueryRaw } from 'vue-router'

/** What is either asked for or not. */
export const FLAGS = ['late', 'untagged', 'broken', 'fed'] as const
export type Flag = (typeof FLAGS)[number]
export const STATES: HoldingState[] = ['public', 'draft', 'archived', 'deleted']
export const PAGE_SIZE = 50

/** The state of a list is its address: what it doesn't know, it ignores. */
export const queryIn = (address: LocationQuery): HoldingQuery => {
  const one = (name: string): string | undefined => [address[name]].flat().find(Boolean) ?? undefined
  const query: HoldingQuery = {}
  const state = STATES.find((known) => known === one('state'))
  const tags = [address.tag].flat().flatMap((tag) => tag || [])
  if (one('q')) query.q = one('q')
  if (state) query.state = state
  for (const flag of FLAGS) if (one(flag) === 'true') query[flag] = true
  if (one('license')) query.license = one('license')
  if (one('frequency')) query.frequency = one('frequency')
  if (tags.length > 0) query.tag = tags
  if (isCount(one('quality_below'), 100)) query.quality_below = Number(one('quality_below'))
  if (/^-?(title|last_update|created|quality)$/.test(one('sort') ?? '')) query.sort = one('sort')
  if (isCount(one('page'), 1e6)) query.page = Number(one('page'))
  return query
}

const isCount = (text: string | undefined, max: number): boolean =>
  text !== undefined && /^[1-9]\d*$/.test(text) && Number(text) <= max

/** The address of a list, without what is usual. */
export const addressOf = (query: HoldingQuery): LocationQueryRaw => {
  const address: LocationQueryRaw = {}
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '' || value === false || name === 'page_size') continue
    if (name === 'page' && value === 1) continue
    address[name] = Array.isArray(value) ? value : String(value)
  }
  return address
}

/** The same as text, to be kept under a name: in one order, so that two alike are equal. */
export const textOf = (query: HoldingQuery): string => {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(addressOf({ ...query, page: undefined })))
    for (const one of [value].flat()) params.append(name, String(one))
  params.sort()
  return params.toString()
}

/** What was kept, as an address. */
export const addressIn = (text: string): LocationQueryRaw => {
  const params = new URLSearchParams(text)
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]))
}

/** What narrows a list, without how it is shown. */
export const filtersOf = (query: HoldingQuery): HoldingFilters => {
  const filters = { ...query }
  delete filters.sort
  delete filters.page
  delete filters.page_size
  return filters
}
