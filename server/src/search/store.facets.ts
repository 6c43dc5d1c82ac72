import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/index.ts'
import { FACET_SIZE } from './facets.rules.ts'
import { differencesOf } from './store.counts.ts'
import { isEverything, matchesOf, type Criteria } from './store.matches.ts'

/** Values of one facet that are shown. */
const MAX_VALUES = 50

/** Facets that are counted on the same documents: those without a filter together, each of the others by itself. */
export interface Scan {
  /** Leaves out the filters of this facet. */
  without: string | undefined
  /** Facets to count, by their number. */
  facets: number[]
  ranges: Date[]
}

/** One count: of a value by its facet, of a range by its place, or of everything (facet 0). */
export interface Count {
  scan: number
  facet: number | null
  name: string | null
  range: number | null
  count: number
}

/** Every count of every scan in one statement (database.md §5, rules 4 and 12). */
export const selectCounts = async (db: Db, criteria: Criteria, scans: Scan[]): Promise<Count[]> => {
  const found = scans.flatMap((scan, place) =>
    isEverything(criteria, scan.without)
      ? []
      : [
          sql`${foundOf(place)} as materialized (
            select facets, updated_at from search_documents where ${matchesOf(criteria, scan.without)})`,
        ],
  )
  const counts = scans.flatMap((scan, place) => [
    valuesOf(criteria, scan, place),
    ...scan.ranges.map((since, range) => rangeOf(criteria, scan, place, range, since)),
  ])
  const { rows } = await sql<Count>`
    with ${sql.join([
      ...found,
      sql`counts (scan, packed, range, n) as (${sql.join(counts, sql` union all `)})`,
      sql`placed as (
        select *, row_number() over (partition by scan, packed / ${SIZE} order by n desc, packed) as place from counts
      )`,
    ])}
    select scan, packed / ${SIZE} as facet, value as name, range, n as count
    from placed left join search_facet_values using (packed)
    where packed is null or place <= ${sql.lit(MAX_VALUES)}
    order by scan, facet, range, n desc, value`.execute(db)
  return rows
}

const SIZE = sql.lit(FACET_SIZE)

const foundOf = (place: number): RawBuilder<unknown> => sql.ref(`found_${place}`)

/** How many documents hold each value, and 0 for how many there are. */
const valuesOf = (criteria: Criteria, { without, facets }: Scan, place: number): RawBuilder<unknown> => {
  const sums = isEverything(criteria, without)
    ? sql`select packed, sum(n)::int as n from (${differencesOf([criteria.kind], criteria.audiences)}) every group by packed`
    : sql`select 0 as packed, count(*)::int as n from ${foundOf(place)} union all
        select packed, count(*) from (select unnest(facets) as packed from ${foundOf(place)}) every group by packed`
  // The offset keeps the condition here: asked of every value of every document, it takes longer than counting them.
  return sql`select ${sql.lit(place)}, packed, null::int, n from (${sums} offset 0) summed
    where packed / ${SIZE} = any(${[0, ...facets]}::int[]) and n > 0`
}

const rangeOf = (criteria: Criteria, { without }: Scan, place: number, range: number, since: Date) => {
  const documents = isEverything(criteria, without)
    ? sql`search_documents where ${matchesOf(criteria, without)} and`
    : sql`${foundOf(place)} where`
  return sql`select ${sql.lit(place)}, null, ${sql.lit(range)}, count(*)::int from ${documents} updated_at >= ${since}`
}
