import { sql, type RawBuilder } from 'kysely'
import { containing, type Db } from '../db/index.ts'
import { FACET_SIZE, facetValue } from './facets.rules.ts'
import { differencesOf } from './store.counts.ts'
import { visibleTo } from './store.matches.ts'
import { flatText, typedWords } from './words.rules.ts'

export interface ValueCount {
  value: string
  count: number
}

interface Viewer {
  kinds: string[]
  /** Keys of the caller; null finds everything. */
  audiences: string[] | null
}

/** Values that hold `q`, the most used first, then the shortest. */
export const selectValues = async (
  db: Db,
  { facet, q, size, ...viewer }: Viewer & { facet: string; q: string; size: number },
): Promise<ValueCount[]> => {
  const { rows } = await sql<ValueCount>`
    with counts as (${countsOf(viewer, facet)})
    select value, n as count from search_facet_values join counts using (packed)
    where facet = ${facet} and position(unaccent(${facetValue(q).toLowerCase()}) in folded) > 0
    order by n desc, length(value), value limit ${size}`.execute(db)
  return rows
}

/** How many documents hold each value of a facet: of these values, or of its `size` most used. */
export const selectValueCounts = async (
  db: Db,
  { facet, values, size, ...viewer }: Viewer & { facet: string; values: string[] | undefined; size: number },
): Promise<ValueCount[]> => {
  const among = values ? sql`and value = any(${values.map(facetValue)}::text[])` : sql``
  const { rows } = await sql<ValueCount>`
    with counts as (${countsOf(viewer, facet)})
    select value, n as count from search_facet_values join counts using (packed)
    where facet = ${facet} ${among}
    order by n desc, value limit ${size}`.execute(db)
  return rows
}

/** Ids of documents whose title holds `q`, or words that begin with each of its words; the most popular first. */
export const selectTitled = async (
  db: Db,
  { kind, q, size, audiences }: { kind: string; q: string; size: number; audiences: string[] | null },
): Promise<string[]> => {
  const begun = sql`(
    select string_agg('''=' || translate(unaccent(word), '''\\', '') || ''':*', ' & ')
    from unnest(${typedWords(q).slice(0, 16)}::text[]) word)::tsquery`
  const { rows } = await sql<{ id: string }>`
    select id from search_documents
    where kind = ${kind} and ${visibleTo(audiences)}
      and (title_key like unaccent(${containing(flatText(q))}) or title_document @@ ${begun})
    order by popularity desc, updated_at desc, id desc limit ${size}`.execute(db)
  return rows.map(({ id }) => id)
}

const countsOf = ({ kinds, audiences }: Viewer, facet: string): RawBuilder<unknown> => sql`
  select packed, sum(n)::int as n from (${differencesOf(kinds, audiences)}) every
  where packed / ${sql.lit(FACET_SIZE)} = (select number from search_names where purpose = 'facet' and name = ${facet})
  group by packed having sum(n) > 0`
