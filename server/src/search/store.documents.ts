import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { SearchDocument } from './documents.ts'
import { facetValue } from './facets.rules.ts'
import type { Packed } from './store.facet-values.ts'
import { flatText, searchableText, typedWords } from './words.rules.ts'

/** Writes documents in one statement, with the words that typos will be corrected to. */
export const upsertDocuments = async (db: Db, documents: SearchDocument[], packed: Packed): Promise<void> => {
  const rows = JSON.stringify(documents.map((document) => rowOf(document, packed)))
  await sql`
    with doc as materialized (
      select * from json_to_recordset(${rows}::json) as doc (
        kind text, id text, title text, a text, b text, c text, d text, words text[], title_words text[], text_words text[],
        facets int[], audiences text[], numbers jsonb, popularity float8,
        created_at timestamptz, updated_at timestamptz, coverage_start date, coverage_end date)
    ), new_words as (
      insert into search_words (word)
      select distinct unaccent(said) from doc, unnest(words) said
      where unaccent(said) ~ '^[[:alpha:]]{3,40}$'
        and not exists (select from search_words known where known.word = unaccent(said))
    )
    insert into search_documents (
      kind, id, title_key, document, title_document, facets, audiences, numbers, popularity,
      created_at, updated_at, coverage_start, coverage_end, written_at)
    select kind, id, trim(unaccent(title)),
      setweight(to_tsvector('fr', a), 'A') || setweight(to_tsvector('fr', b), 'B')
        || setweight(to_tsvector('fr', c), 'C') || setweight(to_tsvector('fr', d), 'D')
        || ${typed(sql`words`)} || ${farFromStem} || array_to_tsvector(array['#' || lower(id)]),
      to_tsvector('fr', a) || ${typed(sql`title_words`)},
      facets, audiences, numbers, popularity, created_at, updated_at, coverage_start, coverage_end, clock_timestamp()
    from doc
    on conflict (kind, id) do update set
      title_key = excluded.title_key, document = excluded.document, title_document = excluded.title_document,
      facets = excluded.facets, audiences = excluded.audiences, numbers = excluded.numbers,
      popularity = excluded.popularity, created_at = excluded.created_at, updated_at = excluded.updated_at,
      coverage_start = excluded.coverage_start, coverage_end = excluded.coverage_end,
      written_at = excluded.written_at`.execute(db)
}

/** Whether anything can be found at all. */
export const anyDocument = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('search_documents').select('id').limit(1).executeTakeFirst()) !== undefined

export const deleteDocument = async (db: Db, kind: string, id: string): Promise<void> => {
  await db.deleteFrom('search_documents').where('kind', '=', kind).where('id', '=', id).execute()
}

/** Deletes the documents of a kind that aren't among `ids`, unless they were written since. Returns how many. */
export const deleteOthers = async (db: Db, kind: string, ids: string[], writtenBefore: Date): Promise<number> => {
  const gone = await db
    .deleteFrom('search_documents')
    .where('kind', '=', kind)
    .where('written_at', '<', writtenBefore)
    .where(sql<boolean>`not exists (select from unnest(${ids}::text[]) kept where kept = search_documents.id)`)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** Words as they are typed, unlike stems: behind a sign that no stem has (question.rules.ts). */
const typed = (words: ReturnType<typeof sql>) =>
  sql`array_to_tsvector(array(select '=' || unaccent(word) from unnest(${words}) word))`

/** Of a long text, only words whose beginning may be far longer than their stem: `départements` is `depart`. */
const farFromStem = sql`array_to_tsvector(array(
  select '=' || folded from (select unaccent(word) as folded from unnest(text_words) word) plain
  where length(folded) - length((ts_lexize('french_stem', folded))[1]) >= 3))`

const rowOf = (document: SearchDocument, packed: Packed) => {
  const { texts } = document
  const titleWords = typedWords(texts.a)
  return {
    kind: document.kind,
    id: document.id,
    title: flatText(document.title),
    a: searchableText(texts.a),
    b: searchableText(texts.b),
    c: searchableText(texts.c),
    d: searchableText(texts.d),
    words: [...new Set([...titleWords, ...typedWords(texts.b), ...typedWords(texts.c)])],
    title_words: titleWords,
    text_words: typedWords(texts.d),
    facets: packedOf(document, packed),
    audiences: document.audiences,
    numbers: document.numbers,
    popularity: Number.isFinite(document.popularity) ? Math.max(1, document.popularity) : 1,
    created_at: document.createdAt,
    updated_at: document.updatedAt,
    coverage_start: document.coverage?.start,
    coverage_end: document.coverage?.end,
  }
}

/** Sorted and once each, as `intarray` likes them. */
const packedOf = ({ facets }: SearchDocument, packed: Packed): number[] => {
  const numbers = Object.entries(facets).flatMap(([facet, values]) =>
    values.map((value) => {
      const number = packed.get(facet)?.get(facetValue(value))
      if (number === undefined) throw new Error(`The value ${value} of the facet ${facet} has no number.`)
      return number
    }),
  )
  return [...new Set(numbers)].sort((one, other) => one - other)
}
