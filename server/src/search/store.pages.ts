import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/index.ts'
import { differencesOf } from './store.counts.ts'
import { isEverything, matchesOf, type Criteria } from './store.matches.ts'

export interface PageOfIds {
  ids: string[]
  total: number
}

export interface Slice {
  limit: number
  offset: number
}

/** A page in the order of a column. */
export const selectSortedPage = async (
  db: Db,
  criteria: Criteria,
  sort: string,
  { limit, offset }: Slice,
): Promise<PageOfIds> => {
  const matches = matchesOf(criteria)
  const total = isEverything(criteria)
    ? sql`select coalesce(sum(n), 0)::int from (${differencesOf([criteria.kind], criteria.audiences)}) every where packed = 0`
    : sql`select count(*) from search_documents where ${matches}`
  const { rows } = await sql<PageOfIds>`select (${total}) as total,
    array(select id from search_documents where ${matches} order by ${orderOf(sort)} limit ${limit} offset ${offset}) as ids`.execute(
    db,
  )
  return rows[0] ?? { ids: [], total: 0 }
}

/** Both columns of an order go the same way: an index has it, read forwards or backwards (database.md §5, rule 8). */
const orderOf = (sort: string): RawBuilder<unknown> => {
  if (sort === 'relevance') return sql`kind desc, popularity desc, updated_at desc, id desc`
  const way = sort.startsWith('-') ? sql`desc` : sql`asc`
  const key = sort.replace(/^-/, '')
  const columns = { created: sql`created_at`, updated: sql`updated_at`, title: sql`title_key` }
  const column = columns[key as keyof typeof columns] ?? sql`coalesce((numbers->>${key})::float8, 0)`
  return sql`kind ${way}, ${column} ${way}, id ${way}`
}
