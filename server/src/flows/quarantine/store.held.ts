import type { Selectable } from 'kysely'
import type { Page } from '../../http/index.ts'
import type { Db, FlowHeldTable } from '../../db/index.ts'
import type { GateReason, Held } from '../model.ts'

/** A later file of the same identity came: the one that waited in quarantine has no object any more. */
export const replaceWaiting = async (tx: Db, flowId: string, identity: string, at: Date): Promise<string[]> => {
  const replaced = tx.updateTable('flow_held').set({ state: 'replaced', decided_at: at })
  const waiting = replaced.where('flow_id', '=', flowId).where('identity', '=', identity).where('state', '=', 'waiting')
  return (await waiting.returning('id').execute()).map(({ id }) => id)
}

/** Puts a file in quarantine. */
export const insertHeld = async (tx: Db, held: Held): Promise<void> => {
  await tx
    .insertInto('flow_held')
    .values({
      ...{ id: held.id, flow_id: held.flowId, run_id: held.runId, key: held.key, identity: held.identity },
      ...{ dataset_id: held.datasetId, resource_id: held.resourceId, deposit_id: held.depositId },
      ...{ file_name: held.fileName, sha256: held.sha256, sha1: held.sha1, size_bytes: held.sizeBytes },
      ...{ reasons: JSON.stringify(held.reasons), created_at: held.createdAt },
    })
    .execute()
}

export const selectHeld = async (db: Db, id: string): Promise<Held | undefined> => {
  const row = await db.selectFrom('flow_held').selectAll().where('id', '=', id).executeTakeFirst()
  return row && heldOf(row)
}

/** The one of this identity that waits. */
export const selectWaiting = async (db: Db, flowId: string, identity: string): Promise<Held | undefined> => {
  const row = await db
    .selectFrom('flow_held')
    .selectAll()
    .where('flow_id', '=', flowId)
    .where('identity', '=', identity)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return row && heldOf(row)
}

/** Whether the last word of people on these very bytes was no. */
export const isRejected = async (db: Db, flowId: string, identity: string, sha256: string): Promise<boolean> => {
  const theirs = db.selectFrom('flow_held').select('state').where('flow_id', '=', flowId)
  const same = theirs.where('identity', '=', identity).where('sha256', '=', sha256)
  const decided = same.where('state', 'in', ['released', 'rejected']).orderBy('decided_at', 'desc')
  return (await decided.limit(1).executeTakeFirst())?.state === 'rejected'
}

/** All that wait in these flows. */
export const selectAllWaiting = async (db: Db, flowIds: string[]): Promise<Held[]> => {
  if (flowIds.length === 0) return []
  const rows = await db
    .selectFrom('flow_held')
    .selectAll()
    .where('flow_id', 'in', flowIds)
    .where('state', '=', 'waiting')
    .execute()
  return rows.map(heldOf)
}

export const selectHeldPage = async (
  db: Db,
  { flowIds, state }: { flowIds: string[]; state: Held['state'] | null },
  { page, pageSize }: Page,
): Promise<[Held[], number]> => {
  if (flowIds.length === 0) return [[], 0]
  const theirs = db.selectFrom('flow_held').where('flow_id', 'in', flowIds)
  const wanted = state ? theirs.where('state', '=', state) : theirs
  const rows = await wanted
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .offset((page - 1) * pageSize)
    .limit(pageSize)
    .execute()
  const { n } = await wanted.select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return [rows.map(heldOf), n]
}

/** How many wait, by flow. */
export const countWaiting = async (db: Db, flowIds: string[]): Promise<Map<string, number>> => {
  if (flowIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('flow_held')
    .select(['flow_id', (e) => e.fn.countAll<number>().as('n')])
    .where('flow_id', 'in', flowIds)
    .where('state', '=', 'waiting')
    .groupBy('flow_id')
    .execute()
  return new Map(rows.map((row) => [row.flow_id, row.n]))
}

/** False when somebody decided before. */
export const decideHeld = async (
  db: Db,
  id: string,
  state: 'released' | 'rejected',
  { at, by, reason }: NonNullable<Held['decided']>,
): Promise<boolean> => {
  const decided = db.updateTable('flow_held').set({ state, decided_at: at, decided_by: by, decision_reason: reason })
  return (await decided.where('id', '=', id).where('state', '=', 'waiting').executeTakeFirst()).numUpdatedRows > 0n
}

/** Which of these blobs quarantine needs. */
export const selectHeldBlobs = async (db: Db, sha256s: string[]): Promise<string[]> => {
  const rows = await db
    .selectFrom('flow_held')
    .select('sha256')
    .where('sha256', 'in', sha256s)
    .where('state', '=', 'waiting')
    .execute()
  return rows.map((row) => row.sha256)
}

const heldOf = (row: Selectable<FlowHeldTable>): Held => ({
  ...{ id: row.id, flowId: row.flow_id, runId: row.run_id, key: row.key, identity: row.identity },
  ...{ datasetId: row.dataset_id, resourceId: row.resource_id, depositId: row.deposit_id, fileName: row.file_name },
  ...{ sha256: row.sha256, sha1: row.sha1, sizeBytes: row.size_bytes, reasons: row.reasons as GateReason[] },
  ...{ state: row.state as Held['state'], createdAt: row.created_at },
  decided: row.decided_at && { at: row.decided_at, by: row.decided_by, reason: row.decision_reason },
})
