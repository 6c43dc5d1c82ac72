import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/index.ts'

/**
 * Differences to sum by `packed`, 0 standing for the documents themselves: the sums of what is public, and what else
 * this caller sees, which is little.
 */
export const differencesOf = (kinds: string[], audiences: string[] | null): RawBuilder<unknown> => {
  const documents = sql`
    select unnest(facets + 0) as packed, 1 as n from search_documents where kind = any(${kinds}::text[])`
  if (audiences && !audiences.includes('public')) return sql`${documents} and audiences && ${audiences}::text[]`
  const ofPublic = sql`select packed, n from search_counts where kind = any(${kinds}::text[])`
  const others = audiences?.filter((audience) => audience !== 'public')
  if (others?.length === 0) return ofPublic
  const visible = others ? sql`and audiences && ${others}::text[]` : sql``
  return sql`${ofPublic} union all ${documents} and not public ${visible}`
}

/** One row for each value again, whatever was written since. Two at once: what the first took is gone for the second. */
export const tidyCounts = async (db: Db): Promise<void> => {
  await sql`
    with taken as (delete from search_counts returning kind, packed, n)
    insert into search_counts select kind, packed, sum(n) from taken group by kind, packed having sum(n) <> 0`.execute(
    db,
  )
}
