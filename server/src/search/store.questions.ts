import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { SearchQuery } from './documents.ts'
import { facetValue } from './facets.rules.ts'
import type { QuestionWord } from './words.rules.ts'
import { flatText, singularOf } from './words.rules.ts'

/** What the database knows of a question before it is asked. */
export interface Prepared {
  words: QuestionWord[]
  /** The words one after another, as a `tsquery`. */
  phrase: string
  /** The question as titles are compared. */
  title: string
  /** Numbers of the facets that are known, by name. */
  facets: Record<string, number>
  /** Packed values of each filter; null for what no document was ever written with. */
  filters: (number | null)[][]
  knowsSort: boolean
  /** Documents of the kind that everybody sees. */
  size: number
  /** Nothing is unknown before the first document. */
  hasDocuments: boolean
  /** Of the list of synonyms (store.synonyms.ts); null: there never were any. */
  synonymsStamp: string | null
}

interface PreparedRow {
  stems: string[]
  folded: string[]
  phrase: string
  title: string
  facets: Record<string, number>
  values: (number | null)[]
  knows_sort: boolean
  size: number
  has_documents: boolean
  synonyms_stamp: string | null
}

/** Looks everything up in one statement: stems, packed values, known names. */
export const prepareQuestion = async (db: Db, query: SearchQuery, words: string[]): Promise<Prepared> => {
  const stems = words.map(singularOf)
  const facets = [...new Set([...(query.facets ?? []), ...query.filters.map(({ facet }) => facet)])]
  const wanted = query.filters.flatMap(({ facet, values }) =>
    values.map((value) => [facet, facetValue(value)] as const),
  )
  const { rows } = await sql<PreparedRow>`select
    array(
      select plainto_tsquery('fr', word)::text from unnest(${stems}::text[]) with ordinality as t (word, place) order by place
    ) as stems,
    array(
      select unaccent(lower(word)) from unnest(${words}::text[]) with ordinality as t (word, place) order by place
    ) as folded,
    phraseto_tsquery('fr', ${stems.join(' ')})::text as phrase,
    trim(unaccent(${flatText(query.q)})) as title,
    (
      select coalesce(json_object_agg(name, number), '{}') from search_names
      where purpose = 'facet' and name = any(${facets}::text[])
    ) as facets,
    array(
      select known.packed
      from unnest(${wanted.map(([facet]) => facet)}::text[], ${wanted.map(([, value]) => value)}::text[])
        with ordinality as wanted (facet, value, place)
      left join search_facet_values known using (facet, value) order by place
    ) as values,
    exists (select from search_names where purpose = 'number' and name = ${query.sort.replace(/^-/, '')}) as knows_sort,
    (
      select coalesce(sum(n), 0)::int from search_counts where kind = ${query.kind} and packed = 0
    ) as size,
    exists (select from search_documents where kind = ${query.kind}) as has_documents,
    (select stamp from search_synonyms_stamp) as synonyms_stamp`.execute(db)
  const [row] = rows
  if (!row) throw new Error('A select without a table gave no row.')
  return preparedOf(query, row)
}

const preparedOf = (query: SearchQuery, row: PreparedRow): Prepared => {
  let from = 0
  return {
    words: row.stems.map((stem, place) => ({ stem, folded: row.folded[place] ?? '' })),
    phrase: row.phrase,
    title: row.title,
    facets: row.facets,
    filters: query.filters.map(({ values }) => row.values.slice(from, (from += values.length))),
    knowsSort: row.knows_sort,
    size: row.size,
    hasDocuments: row.has_documents,
    synonymsStamp: row.synonyms_stamp,
  }
}
