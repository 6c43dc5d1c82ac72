import type { Db } from '../../db/index.ts'

/** What a flow last wrote in one field. */
export interface Written {
  flowId: string
  kind: 'dataset' | 'resource'
  objectId: string
  /** Without its kind: `title`. */
  field: string
  written: string
  since: Date
}

export const selectWritten = async (db: Db, objectIds: string[]): Promise<Written[]> => {
  if (objectIds.length === 0) return []
  const rows = await db.selectFrom('flow_fields').selectAll().where('object_id', 'in', objectIds).execute()
  return rows.map(({ flow_id: flowId, object_id: objectId, ...row }) => ({ ...row, flowId, objectId }))
}

export const saveWritten = async (
  db: Db,
  { flowId, kind, objectId, field, written, since }: Written,
): Promise<void> => {
  const row = { flow_id: flowId, written, since }
  await db
    .insertInto('flow_fields')
    .values({ kind, object_id: objectId, field, ...row })
    .onConflict((conflict) => conflict.columns(['kind', 'object_id', 'field']).doUpdateSet(row))
    .execute()
}
