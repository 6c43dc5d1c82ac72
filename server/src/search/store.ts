import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/index.ts'
import type { SearchDocument, SearchQuery, SearchResult } from './documents.ts'
import { queryWords, searchableText } from './words.rules.ts'

/** Ranking reads every candidate's vector: beyond this many the most popular are enough (database.md §5, rule 5). */
const MAX_CANDIDATES = 2_000

export const upsertDocument = async (db: Db, doc: SearchDocument): Promise<void> => {
  const row = {
    kind: doc.kind,
    id: doc.id,
    title: doc.title,
    document: sql`${weighted(doc.texts.a, 'A')} || ${weighted(doc.texts.b, 'B')} || ${weighted(doc.texts.c, 'C')} || ${weighted(doc.texts.d, 'D')}`,
    title_document: sql`to_tsvector('fr', ${searchableText(doc.texts.a)})`,
    tags: doc.tags,
    audiences: doc.audiences,
    popularity: doc.popularity,
    created_at: doc.createdAt,
    updated_at: doc.updatedAt,
  }
  await db
    .insertInto('search_documents')
    .values(row)
    .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(row))
    .execute()
}

export const deleteDocument = async (db: Db, kind: string, id: string): Promise<void> => {
  await db.deleteFrom('search_documents').where('kind', '=', kind).where('id', '=', id).execute()
}

export const queryDocuments = async (db: Db, query: SearchQuery): Promise<SearchResult> => {
  const words = queryWords(query.q)
  // A question of stop words or signs alone: nothing can answer it.
  if (query.q.trim() !== '' && words.length === 0) return { ids: [], total: 0 }
  const tsquery = words.length > 0 ? questionOf(words) : null
  const matches = matchesOf(query, tsquery)
  const { rows: counted } = await sql<{
    total: number
  }>`select count(*) as total from search_documents where ${matches}`.execute(db)
  const order = query.sort === 'relevance' && tsquery ? ranked(matches, tsquery) : sorted(matches, query.sort)
  const page = sql<{ id: string }>`${order} limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`
  const { rows } = await page.execute(db)
  return { ids: rows.map((row) => row.id), total: counted[0]?.total ?? 0 }
}

const weighted = (text: string, weight: 'A' | 'B' | 'C' | 'D'): RawBuilder<unknown> =>
  sql`setweight(to_tsvector('fr', ${searchableText(text)}), ${sql.lit(weight)})`

/** Every word must be there; the last may be the beginning of one, as people are still typing it. */
const questionOf = (words: string[]): RawBuilder<unknown> => {
  const whole = sql`plainto_tsquery('fr', ${words.join(' ')})`
  const last = words.at(-1) ?? ''
  const begun = sql`(plainto_tsquery('fr', ${words.slice(0, -1).join(' ')}) && to_tsquery('fr', ${`${last}:*`}))`
  return sql`(${whole} || ${begun})`
}

const matchesOf = (query: SearchQuery, tsquery: RawBuilder<unknown> | null): RawBuilder<unknown> => {
  const conditions = [sql`kind = ${query.kind}`]
  if (query.audiences) conditions.push(sql`audiences && ${query.audiences}::text[]`)
  if (query.tags.length > 0) conditions.push(sql`tags @> ${query.tags}::text[]`)
  if (tsquery) conditions.push(sql`document @@ ${tsquery}`)
  return sql.join(conditions, sql` and `)
}

const ranked = (matches: RawBuilder<unknown>, tsquery: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  with candidates as (
    select id, document, updated_at, (title_document @@ ${tsquery}) as in_title
    from search_documents where ${matches}
    order by in_title desc, popularity desc limit ${MAX_CANDIDATES}
  )
  select id from candidates
  order by in_title desc, ts_rank(document, ${tsquery}, 1) desc, updated_at desc, id desc`

const sorted = (matches: RawBuilder<unknown>, sort: SearchQuery['sort']): RawBuilder<unknown> => {
  // Titles of one page among thousands: an explicit collation, never the database's own (database.md, gotcha 4).
  const order = { title: sql`unaccent(lower(title)), id`, created: sql`created_at desc, id desc` } as const
  const by = sort === 'title' ? order.title : sort === 'created' ? order.created : sql`updated_at desc, id desc`
  return sql`select id from search_documents where ${matches} order by ${by}`
}
