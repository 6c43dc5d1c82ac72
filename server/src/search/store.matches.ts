import { sql, type RawBuilder } from 'kysely'
import type { PackedFilter } from './filters.rules.ts'

/** What documents must be to be found, everything looked up. */
export interface Criteria {
  kind: string
  audiences: string[] | null
  /** A `tsquery`. */
  question: string | null
  filters: PackedFilter[]
  updatedSince: Date | undefined
  covering: { from: string; to: string } | undefined
}

/** The conditions of a question. `without` leaves out the filters of one facet: it is counted as if it had none. */
export const matchesOf = (criteria: Criteria, without?: string): RawBuilder<unknown> => {
  const { kind, audiences, question, updatedSince, covering } = criteria
  const conditions = [sql`kind = ${kind}`]
  if (question !== null) conditions.push(sql`document @@ ${question}::tsquery`)
  conditions.push(visibleTo(audiences))
  for (const filter of criteria.filters) if (filter.facet !== without) conditions.push(holds(filter))
  if (updatedSince && without !== LAST_UPDATE) conditions.push(sql`updated_at >= ${updatedSince}`)
  if (covering)
    conditions.push(
      sql`coverage_start <= ${covering.from}::date and coalesce(coverage_end, 'infinity') >= ${covering.to}::date`,
    )
  return sql.join(conditions, sql` and `)
}

/** What a caller with these keys can find. `public` is a column of its own: it is asked of every row, in a third of the time. */
export const visibleTo = (audiences: string[] | null): RawBuilder<unknown> => {
  if (!audiences) return sql`true`
  const others = audiences.filter((audience) => audience !== 'public')
  if (others.length === audiences.length) return sql`audiences && ${others}::text[]`
  return others.length === 0 ? sql`public` : sql`(public or audiences && ${others}::text[])`
}

/** Nothing but a kind is asked: what is public was counted beforehand (store.counts.ts). */
export const isEverything = (criteria: Criteria, without?: string): boolean =>
  criteria.question === null &&
  criteria.filters.every(({ facet }) => facet === without) &&
  (!criteria.updatedSince || without === LAST_UPDATE) &&
  !criteria.covering

/** The facet of `updatedRanges`; its filter is `updatedSince`. */
export const LAST_UPDATE = 'last_update'

const holds = ({ packed, match }: PackedFilter): RawBuilder<unknown> => {
  if (packed.length === 0) return sql`false`
  // Beyond, comparing two arrays row by row takes longer than looking each value up in a hash.
  if (match === 'any' && packed.length > 100)
    return sql`exists (select from unnest(facets) held where held = any(${packed}::int[]))`
  return match === 'all' ? sql`facets @> ${packed}::int[]` : sql`facets && ${packed}::int[]`
}
