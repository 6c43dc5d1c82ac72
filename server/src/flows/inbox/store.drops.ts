import type { Db } from '../../db/index.ts'

/** A file dropped at a flow's address. */
export interface Drop {
  key: string
  sha256: string
  sizeBytes: number
  droppedAt: Date
}

export const saveDrop = async (db: Db, flowId: string, { key, sha256, sizeBytes, droppedAt }: Drop): Promise<void> => {
  const row = { sha256, size_bytes: sizeBytes, dropped_at: droppedAt }
  await db
    .insertInto('flow_drops')
    .values({ flow_id: flowId, key, ...row })
    .onConflict((conflict) => conflict.columns(['flow_id', 'key']).doUpdateSet(row))
    .execute()
}

/** In the order of their names, after one of them. */
export const selectDrops = async (db: Db, flowId: string, after: string, limit: number): Promise<Drop[]> => {
  const theirs = db.selectFrom('flow_drops').selectAll().where('flow_id', '=', flowId).where('key', '>', after)
  return (await theirs.orderBy('key').limit(limit).execute()).map(dropOf)
}

export const selectDrop = async (db: Db, flowId: string, key: string): Promise<Drop | undefined> => {
  const theirs = db.selectFrom('flow_drops').selectAll().where('flow_id', '=', flowId)
  const row = await theirs.where('key', '=', key).executeTakeFirst()
  return row && dropOf(row)
}

export const deleteDrop = async (db: Db, flowId: string, key: string): Promise<boolean> => {
  const dropped = db.deleteFrom('flow_drops').where('flow_id', '=', flowId).where('key', '=', key)
  return (await dropped.executeTakeFirst()).numDeletedRows > 0n
}

/** Which of these blobs inboxes need. */
export const selectDropBlobs = async (db: Db, sha256s: string[]): Promise<string[]> =>
  (await db.selectFrom('flow_drops').select('sha256').where('sha256', 'in', sha256s).execute()).map((row) => row.sha256)

const dropOf = (row: { key: string; sha256: string; size_bytes: number; dropped_at: Date }): Drop => ({
  ...{ key: row.key, sha256: row.sha256, sizeBytes: row.size_bytes, droppedAt: row.dropped_at },
})
