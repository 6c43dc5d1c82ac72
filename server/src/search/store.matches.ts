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
  if (audiences) conditions.push(sql`audiences && ${audiences}::text[]`)
  for (const filter of criteria.filters) if (filter.facet !== without) conditions.push(holds(filter))
  if (updatedSince && without !== LAST_UPDATE) conditions.push(sql`updated_at >= ${updatedSince}`)
  if (covering)
    conditions.push(
      sql`coverage_start <= ${covering.from}::date and coalesce(coverage_end, 'infinity') >= ${covering.to}::date`,
    )
  return sql.join(conditions, sql` and `)
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
  // Written out: intarray's index takes the array as it is.
  if (packed.length === 0) return sql`false`
  return match === 'all' ? sql`facets @> ${packed}::int[]` : sql`facets && ${packed}::int[]`
}
