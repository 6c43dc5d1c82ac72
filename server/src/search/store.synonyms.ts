import { sql, type Selectable } from 'kysely'
import type { Db, SearchSynonymsTable } from '../db/index.ts'
import type { Synonym, SynonymInput, Term } from './synonyms.rules.ts'
import { queryWords, searchableText, singularOf } from './words.rules.ts'

export const selectSynonyms = async (db: Db): Promise<Synonym[]> => {
  const rows = db.selectFrom('search_synonyms').selectAll()
  return (
    await rows
      .orderBy(sql`unaccent(lower(terms[1]))`)
      .orderBy('id')
      .execute()
  ).map(synonymOf)
}

/** The list and its stamp, as they were at one instant. */
export const selectStampedSynonyms = async (db: Db): Promise<{ synonyms: SynonymInput[]; stamp: string | null }> => {
  const { rows } = await sql<{ synonyms: SynonymInput[]; stamp: string | null }>`
    select (select stamp from search_synonyms_stamp) as stamp, coalesce((
      select json_agg(json_build_object('terms', terms, 'replacements', replacements) order by created_at, id)
      from search_synonyms
    ), '[]') as synonyms`.execute(db)
  return rows[0] ?? { synonyms: [], stamp: null }
}

/** What the engine makes of these terms: their words cut by us, as everywhere, and stemmed by PostgreSQL. */
export const selectTerms = async (db: Db, texts: string[]): Promise<Map<string, Term>> => {
  const words = texts.flatMap((text, term) => queryWords(text).map((word) => ({ term, word: singularOf(word) })))
  const { rows } = await sql<{ term: number; question: string; stems: string[] }>`
    select place::int - 1 as term, phraseto_tsquery('fr', text)::text as question, array(
      select plainto_tsquery('fr', word)::text
      from unnest(${words.map(({ term }) => term)}::int[], ${words.map(({ word }) => word)}::text[])
        with ordinality as said (term, word, rank)
      where said.term = place - 1 and plainto_tsquery('fr', word)::text <> '' order by rank
    ) as stems
    from unnest(${texts.map(searchableText)}::text[]) with ordinality as asked (text, place)`.execute(db)
  return new Map(
    rows.map(({ term, ...known }) => {
      const text = texts[term] ?? ''
      return [text, { text, ...known }]
    }),
  )
}

/** One writer of the list at a time. */
export const lockSynonyms = async (tx: Db): Promise<void> => {
  await sql`lock table search_synonyms in share row exclusive mode`.execute(tx)
}

export const insertSynonym = async (tx: Db, { id, terms, replacements, createdAt }: Synonym): Promise<void> => {
  await tx.insertInto('search_synonyms').values({ id, terms, replacements, created_at: createdAt }).execute()
}

export const updateSynonym = async (tx: Db, id: string, input: SynonymInput): Promise<Synonym | undefined> => {
  const changed = tx.updateTable('search_synonyms').set(input).where('id', '=', id).returningAll()
  const row = await changed.executeTakeFirst()
  return row && synonymOf(row)
}

export const deleteSynonym = async (tx: Db, id: string): Promise<boolean> => {
  const gone = await tx.deleteFrom('search_synonyms').where('id', '=', id).executeTakeFirst()
  return gone.numDeletedRows > 0n
}

const synonymOf = (row: Selectable<SearchSynonymsTable>): Synonym => ({
  id: row.id,
  terms: row.terms,
  replacements: row.replacements,
  createdAt: row.created_at,
})
