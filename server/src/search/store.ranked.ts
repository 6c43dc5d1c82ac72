import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/index.ts'
import { matchesOf, type Criteria } from './store.matches.ts'
import type { PageOfIds, Slice } from './store.pages.ts'

/**
 * Ranking reads every candidate's vector: in a large kind, beyond this many candidates, the order in which they were
 * chosen (database.md §5, rule 5).
 */
const RANKED = 2_000
/** In a small kind, ranking all that matches as it is read takes half the time of choosing candidates first. */
const SMALL_KIND = 20_000
/** All the words in the title: a text that repeats them doesn't pass it, unless it is many times more popular. */
const IN_TITLE = 0.05

/** What relevance reads beside the question itself. */
export interface Wanted {
  id: string | null
  title: string
  phrase: string
  /** Documents of the kind that everybody sees. */
  size: number
}

/** A page by relevance: the id or the exact title, then the phrase in the title, then rank by popularity. */
export const selectRankedPage = async (
  db: Db,
  criteria: Criteria,
  question: string,
  wanted: Wanted,
  { limit, offset }: Slice,
): Promise<PageOfIds> => {
  const scored =
    wanted.size <= SMALL_KIND
      ? allScored(criteria, question, wanted)
      : bestScored(criteria, question, wanted, Math.max(RANKED, limit + offset))
  const { rows } = await sql<PageOfIds>`
    with ${scored}
    select (select count(*) from matches) as total, array(
      select id from scored order by exact desc, score desc nulls last, rank, updated_at desc, id desc
      limit ${limit} offset ${offset}
    ) as ids`.execute(db)
  return rows[0] ?? { ids: [], total: 0 }
}

const allScored = (criteria: Criteria, question: string, wanted: Wanted): RawBuilder<unknown> => sql`
  matches as materialized (
    select id, updated_at, 0 as rank, ${exactness(wanted)} as exact,
      popularity * (${titleBonus(isInTitle(question))} + ${rankOf(question)}) as score
    from search_documents where ${matchesOf(criteria)}
  ), scored as (select * from matches)`

const bestScored = (criteria: Criteria, question: string, wanted: Wanted, taken: number): RawBuilder<unknown> => sql`
  matches as materialized (
    select ctid as place, id, updated_at, popularity, ${exactness(wanted)} as exact, ${isInTitle(question)} as in_title
    from search_documents where ${matchesOf(criteria)}
  ), candidates as (
    select *, row_number() over (order by exact desc, in_title desc, popularity desc, updated_at desc, id desc) as rank
    from matches limit ${taken}
  ), scored as (
    select id, updated_at, rank, exact, case when rank <= ${sql.lit(RANKED)} then popularity * (
      ${titleBonus(sql`in_title`)} + (select ${rankOf(question)} from search_documents found where found.ctid = place)
    ) end as score
    from candidates
  )`

const isInTitle = (question: string): RawBuilder<unknown> => sql`title_document @@ ${question}::tsquery`
const titleBonus = (inTitle: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when ${inTitle} then ${sql.lit(IN_TITLE)} else 0 end`
/** Divided by the logarithm of the length: a long text says more words without being more about them. */
const rankOf = (question: string): RawBuilder<unknown> => sql`ts_rank(document, ${question}::tsquery, 1)`

const exactness = ({ id, title, phrase }: Wanted): RawBuilder<unknown> => {
  const isId = id === null ? sql`` : sql`when lower(id) = ${id} then 3`
  const inOrder = phrase.includes('<') ? sql`when title_document @@ ${phrase}::tsquery then 1` : sql``
  return sql`case ${isId} when title_key = ${title} then 2 ${inOrder} else 0 end`
}
