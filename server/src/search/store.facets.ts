import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/index.ts'
import { FACET_SIZE } from './facets.rules.ts'
import { matchesOf, type Criteria } from './store.matches.ts'

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

/** One count: of a value, of a range by its place, or of everything. */
export interface Count {
  scan: number
  facet: number | null
  name: string | null
  range: number | null
  count: number
}

/** Every count of every scan in one statement (database.md §5, rules 4 and 12). */
export const selectCounts = async (db: Db, criteria: Criteria, scans: Scan[]): Promise<Count[]> => {
  const found = scans.map(
    ({ without }, place) =>
      sql`${name(place)} as materialized (select facets, updated_at from search_documents where ${matchesOf(criteria, without)})`,
  )
  const values = scans.flatMap((scan, place) => (scan.facets.length > 0 ? [valuesOf(scan, place)] : []))
  const totals = scans.map((scan, place) => totalsOf(scan, place))
  const { rows } = await sql<Count>`
    with ${sql.join(found)},
    counts (scan, packed, range, n) as (${sql.join([...values, ...totals.flat()], sql` union all `)}),
    placed as (
      select *, row_number() over (partition by scan, packed / ${sql.lit(FACET_SIZE)} order by n desc, packed) as place
      from counts
    )
    select scan, packed / ${sql.lit(FACET_SIZE)} as facet, value as name, range, n as count
    from placed left join search_facet_values using (packed)
    where packed is null or place <= ${sql.lit(MAX_VALUES)}
    order by scan, facet, range, n desc, value`.execute(db)
  return rows
}

const valuesOf = ({ facets }: Scan, place: number): RawBuilder<unknown> => sql`
  select ${sql.lit(place)}, packed, null::int, n from (
    select packed, count(*) as n from (select unnest(facets) as packed from ${name(place)}) flat group by packed
  ) every where packed / ${sql.lit(FACET_SIZE)} = any(${facets}::int[])`

const totalsOf = ({ ranges }: Scan, place: number): RawBuilder<unknown>[] => [
  sql`select ${sql.lit(place)}, null, null, count(*) from ${name(place)}`,
  ...ranges.map(
    (since, range) =>
      sql`select ${sql.lit(place)}, null, ${sql.lit(range)}, count(*) from ${name(place)} where updated_at >= ${since}`,
  ),
]

const name = (place: number): RawBuilder<unknown> => sql.ref(`scan_${place}`)

