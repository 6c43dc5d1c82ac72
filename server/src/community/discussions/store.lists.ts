import { sql, type RawBuilder } from 'kysely'
import { containing, type Db, type IdQuery } from '../../db/index.ts'
import type { Discussion } from './model.ts'
import { withMessages } from './store.discussions.ts'

export const DISCUSSION_SORTS = ['title', 'created', 'closed', 'discussion.posted_on'] as const
export type DiscussionSort = (typeof DISCUSSION_SORTS)[number] | `-${(typeof DISCUSSION_SORTS)[number]}`

export interface DiscussionFilter {
  closed?: boolean
  /** Ids of what is discussed: any of them. */
  about?: string[]
  /** Who wrote one of the messages. */
  userId?: string
  /** Words of the title or of a message: all of them. */
  q?: string
  /** Text of the title. */
  title?: string
}

/** What may be seen of one class; `ids` undefined: its module doesn't say, all of it. */
export interface Seen {
  class: string
  ids: IdQuery | undefined
}

/** A page and how many there are. */
export const selectDiscussionPage = async (
  db: Db,
  filter: DiscussionFilter,
  seen: Seen[],
  { sort, limit, offset }: { sort: DiscussionSort; limit: number; offset: number },
): Promise<[Discussion[], number]> => {
  if (seen.length === 0) return [[], 0]
  const found = db.selectFrom('discussions').where(sql<boolean>`${conditionsOf(filter, seen)}`)
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found.selectAll().orderBy(orderOf(sort)).limit(limit).offset(offset).execute()
  return [await withMessages(db, rows), total]
}

/** The open ones whose last word is by somebody else than these people, the oldest first, and how many. */
export const selectUnanswered = async (
  db: Db,
  seen: Seen[],
  teamIds: string[],
  limit: number,
): Promise<[Discussion[], number]> => {
  const last = sql`(select posted_by from discussion_messages m where m.discussion_id = discussions.id
    order by position desc limit 1)`
  const found = db
    .selectFrom('discussions')
    .where(sql<boolean>`${conditionsOf({ closed: false }, seen)}`)
    .where(sql<boolean>`coalesce(${last} <> all(${teamIds}::text[]), true)`)
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found.selectAll().orderBy('last_posted_at').orderBy('id').limit(limit).execute()
  return [await withMessages(db, rows), total]
}

const conditionsOf = (filter: DiscussionFilter, seen: Seen[]): RawBuilder<unknown> => {
  const classes = seen.map(({ class: name, ids }) =>
    ids ? sql`(subject_class = ${name} and subject_id in (${ids}))` : sql`subject_class = ${name}`,
  )
  const conditions = [sql`(${sql.join(classes, sql` or `)})`]
  if (filter.closed !== undefined) conditions.push(filter.closed ? sql`closed_at is not null` : sql`closed_at is null`)
  if (filter.about) conditions.push(sql`subject_id = any(${filter.about})`)
  if (filter.userId) conditions.push(sql`${messageOf(sql`posted_by = ${filter.userId}`)}`)
  if (filter.title) conditions.push(holds(sql`title`, filter.title))
  for (const word of wordsOf(filter.q ?? ''))
    conditions.push(sql`(${holds(sql`title`, word)} or ${messageOf(holds(sql`content`, word))})`)
  return sql.join(conditions, sql` and `)
}

const MAX_WORDS = 20
const wordsOf = (q: string): string[] =>
  q
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)

const messageOf = (condition: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`exists (select from discussion_messages m where m.discussion_id = discussions.id and ${condition})`

const holds = (column: RawBuilder<unknown>, text: string): RawBuilder<unknown> =>
  sql`unaccent(${column}) ilike unaccent(${containing(text)})`

/** A list of dates sorts by its first one upwards and by its last one downwards, as in udata's database. */
const orderOf = (sort: DiscussionSort): RawBuilder<unknown> => {
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`
  const columns: Record<string, RawBuilder<unknown>> = {
    title: sql`lower(unaccent(title))`,
    created: sql`created_at`,
    closed: sql`closed_at`,
    'discussion.posted_on': sort.startsWith('-') ? sql`last_posted_at` : sql`created_at`,
  }
  return sql`${columns[sort.replace('-', '')]} ${direction} nulls last, id ${direction}`
}
