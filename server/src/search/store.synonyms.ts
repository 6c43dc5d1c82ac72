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

/** What the engine makes of these terms: their words cut by us, as everywhere, and stemmed by PostgreSQL. */
export const selectTerms = async (db: Db, texts: string[]): Promise<Map<string, Term>> => {
  const words = [...new Set(texts.flatMap((text) => queryWords(text).map(singularOf)))]
  const { rows } = await sql<{ stems: string[]; questions: string[] }>`select
    array(
      select plainto_tsquery('fr', word)::text from unnest(${words}::text[]) with ordinality as said (word, place)
      order by place
    ) as stems,
    array(
      select phraseto_tsquery('fr', text)::text
      from unnest(${texts.map(searchableText)}::text[]) with ordinality as asked (text, place) order by place
    ) as questions`.execute(db)
  const stems = new Map(words.map((word, place) => [word, rows[0]?.stems[place] ?? '']))
  const stemsOf = (text: string): string[] => queryWords(text).flatMap((word) => stems.get(singularOf(word)) || [])
  return new Map(
    texts.map((text, place) => [text, { text, stems: stemsOf(text), question: rows[0]?.questions[place] ?? '' }]),
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
