import { sql, type ExpressionBuilder, type RawBuilder } from 'kysely'
import { isSiteAdmin, type Actor } from '../lib/actor.ts'
import { containing, type Tables } from '../db/index.ts'
import type { ListingFilter } from './query.ts'

type Where = ExpressionBuilder<Tables, 'listings'>

/** `isShown`, in SQL. */
export const SHOWN = sql<boolean>`(not private and deleted_at is null and archived_at is null)`

/** The public ones, and everything that the caller or their organizations own (udata-api.md §2.6). */
export const mayList = (where: Where, actor: Actor, { mine, everyState, archived }: ListingFilter) => {
  const visible = everyState
    ? sql<boolean>`(not private)`
    : archived
      ? sql<boolean>`(not private and deleted_at is null)`
      : SHOWN
  if (actor.kind === 'anonymous') return visible
  const owned = actor.onlyFor === undefined ? where('owner_id', '=', actor.userId) : where.lit(false)
  if (mine === 'owned') return owned
  const organizations = actor.memberships.map(({ organizationId }) => organizationId)
  const edited = organizations.length > 0 ? where.or([owned, where('organization_id', 'in', organizations)]) : owned
  if (mine === 'all') return edited
  return isSiteAdmin(actor) ? where.lit(true) : where.or([visible, edited])
}

export const conditionsOf = (where: Where, filter: ListingFilter) => [
  ...(filter.tags && filter.tags.length > 0 ? [sql<boolean>`tags @> ${filter.tags}::text[]`] : []),
  ...(filter.private === undefined ? [] : [where('private', '=', filter.private)]),
  ...(filter.featured === undefined ? [] : [where('featured', '=', filter.featured)]),
  ...(filter.archived === undefined ? [] : [where('archived_at', filter.archived ? 'is not' : 'is', null)]),
  ...(filter.deleted === undefined ? [] : [where('deleted_at', filter.deleted ? 'is not' : 'is', null)]),
  ...(filter.organizationId ? [where('organization_id', '=', filter.organizationId)] : []),
  ...(filter.organizationIds ? [sql<boolean>`organization_id = any(${filter.organizationIds})`] : []),
  ...(filter.ownerId ? [where('owner_id', '=', filter.ownerId)] : []),
  ...(filter.among ?? []).map((ids) => sql<boolean>`id = any(${ids})`),
  ...Object.entries(filter.equal ?? {}).map(([key, value]) => sql<boolean>`fields->>${key} = ${value}`),
  ...Object.entries(filter.holding ?? {}).map(([key, value]) => sql<boolean>`(fields->${sql.lit(key)}) ? ${value}`),
  ...(filter.title ? [sql<boolean>`unaccent(title) ilike unaccent(${containing(filter.title)})`] : []),
  ...(filter.zone ? [sql<boolean>`(fields->'spatial'->'zones') ? ${filter.zone}`] : []),
  ...(filter.granularity ? [sql<boolean>`fields->'spatial'->>'granularity' = ${filter.granularity}`] : []),
]

/** What lists are sorted by; every other key is a counter. */
const COLUMNS: Record<string, RawBuilder<unknown>> = {
  title: sql`lower(unaccent(title))`,
  name: sql`lower(unaccent(title))`,
  created: sql`created_at`,
  last_modified: sql`last_modified`,
  base_api_url: sql`lower(fields->>'baseApiUrl')`,
}

/** A list of ids: in their order. */
export const orderOf = (sort: string | string[]): RawBuilder<unknown> => {
  if (typeof sort !== 'string') return sql`array_position(${sort}::text[], id)`
  const key = sort.replace('-', '')
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`
  const column = COLUMNS[key] ?? sql`coalesce((metrics->>${key})::numeric, 0)`
  return sql`${column} ${direction} nulls last, id ${direction}`
}
