import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import { visibleTo } from './store.matches.ts'
import type { Neighbour } from './typos.rules.ts'

/**
 * Words of the index that look like each of these, and that the caller can find. Words that find something by
 * themselves have none: they need no correction (database.md §5, rule 11).
 */
export const selectNeighbours = async (
  db: Db,
  { kind, audiences }: { kind: string; audiences: string[] | null },
  words: { folded: string; question: string }[],
): Promise<Neighbour[]> => {
  const visible = sql`kind = ${kind} and ${visibleTo(audiences)}`
  const { rows } = await sql<Neighbour>`
    select asked.word, near.word as neighbour, used.uses
    from unnest(${words.map(({ folded }) => folded)}::text[], ${words.map(({ question }) => question)}::text[])
      as asked (word, question)
    cross join lateral (
      select word from search_words order by word <-> asked.word limit 40
    ) near
    cross join lateral (
      select count(*) as uses from (
        select from search_documents where document @@ plainto_tsquery('fr', near.word) and ${visible} limit 100
      ) found
    ) used
    where abs(length(near.word) - length(asked.word)) <= 2 and similarity(near.word, asked.word) >= 0.15 and uses > 0
      and not exists (select from search_documents where document @@ asked.question::tsquery and ${visible})`.execute(
    db,
  )
  return rows
}

/** Forgets words that no document holds any more, and those that two writers added at once. */
export const tidyWords = async (db: Db): Promise<void> => {
  await sql`
    delete from search_words known
    where not exists (
      select from search_documents where document @@ ('''=' || known.word || '''')::tsquery
    ) or exists (
      select from search_words same where same.word = known.word and same.ctid < known.ctid
    )`.execute(db)
}
