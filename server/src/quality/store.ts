import type { Place } from '../analysis/index.ts'
import type { Db } from '../db/index.ts'
import { placeKeyOf } from './finding.rules.ts'
import type { Silenced } from './model.ts'

type Row = Omit<Silenced, 'author'>

/** Newest first. */
export const selectSilenced = async (db: Db, datasetId: string): Promise<Row[]> => {
  const rows = await db
    .selectFrom('silenced_findings')
    .selectAll()
    .where('dataset_id', '=', datasetId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, datasetId: row.dataset_id, rule: row.rule, place: row.place as Place, reason: row.reason },
    ...{ authorId: row.author_id, createdAt: row.created_at },
  }))
}

/** Answers its id: that of the row which was there for the same rule and place, if any. */
export const upsertSilenced = async (db: Db, silenced: Row): Promise<string> => {
  const said = { reason: silenced.reason, author_id: silenced.authorId, place: JSON.stringify(silenced.place) }
  const { id } = await db
    .insertInto('silenced_findings')
    .values({
      ...{ id: silenced.id, dataset_id: silenced.datasetId, rule: silenced.rule },
      ...{ place_key: placeKeyOf(silenced.place), created_at: silenced.createdAt, ...said },
    })
    .onConflict((conflict) => conflict.columns(['dataset_id', 'rule', 'place_key']).doUpdateSet(said))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Whether there was one. */
export const deleteSilenced = async (db: Db, datasetId: string, id: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('silenced_findings')
    .where('dataset_id', '=', datasetId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
