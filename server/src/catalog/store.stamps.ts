import { CompiledQuery } from 'kysely'
import type { Db } from '../db/index.ts'

export interface DatasetStamp {
  id: string
  slug: string
  stamp: number
  private: boolean
  deleted: boolean
}

/** Written out: the reading of datasets is the busiest query of all, and building it anew would cost as much as asking it. */
const SQL = `select id, slug, stamp, private, deleted_at is not null as deleted
  from datasets where id = any($1) or slug = any($1)`

/** Whether what datasets show has changed, by id or slug. */
export const selectStamps = async (db: Db, paths: string[]): Promise<Map<string, DatasetStamp>> => {
  const { rows } = await db.executeQuery<DatasetStamp>(CompiledQuery.raw(SQL, [paths]))
  // An id wins over a slug that looks like one.
  return new Map([...rows.map((row) => [row.slug, row] as const), ...rows.map((row) => [row.id, row] as const)])
}
