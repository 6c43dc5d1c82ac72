import type { Selectable } from 'kysely'
import type { Db, FlowTargetsTable } from '../../db/index.ts'

/** What an identity became. */
export interface KnownTarget {
  flowId: string
  identity: string
  datasetId: string | null
  resourceId: string | null
  /** Of a resource of another server, with what was last sent there. */
  remoteId: string | null
  sha256: string | null
  archivedAt: Date | null
}

export const selectTarget = async (db: Db, flowId: string, identity: string): Promise<KnownTarget | undefined> => {
  const row = await db
    .selectFrom('flow_targets')
    .selectAll()
    .where('flow_id', '=', flowId)
    .where('identity', '=', identity)
    .executeTakeFirst()
  return row && targetOf(row)
}

/** By the resources that they feed. */
export const selectTargetsOf = async (db: Db, resourceIds: string[]): Promise<KnownTarget[]> => {
  if (resourceIds.length === 0) return []
  const rows = await db.selectFrom('flow_targets').selectAll().where('resource_id', 'in', resourceIds).execute()
  return rows.map(targetOf)
}

export const selectTargetsOfDataset = async (db: Db, datasetId: string): Promise<KnownTarget[]> => {
  const rows = await db.selectFrom('flow_targets').selectAll().where('dataset_id', '=', datasetId).execute()
  return rows.map(targetOf)
}

export const selectTargetsOfFlow = async (db: Db, flowId: string): Promise<KnownTarget[]> => {
  const rows = await db.selectFrom('flow_targets').selectAll().where('flow_id', '=', flowId).execute()
  return rows.map(targetOf)
}

export const saveTarget = async (db: Db, target: KnownTarget): Promise<void> => {
  const row = {
    ...{ dataset_id: target.datasetId, resource_id: target.resourceId, remote_id: target.remoteId },
    ...{ sha256: target.sha256, archived_at: target.archivedAt },
  }
  await db
    .insertInto('flow_targets')
    .values({ flow_id: target.flowId, identity: target.identity, ...row })
    .onConflict((conflict) => conflict.columns(['flow_id', 'identity']).doUpdateSet(row))
    .execute()
}

/** The same of a file that a person chose: one that feeds something else already stays with it. */
export const claimTarget = async (db: Db, target: KnownTarget): Promise<void> => {
  const there = target.resourceId ? await selectTargetsOf(db, [target.resourceId]) : []
  const isOurs = there.every(({ flowId, identity }) => flowId === target.flowId && identity === target.identity)
  if (isOurs) await saveTarget(db, target)
}

/** Forgets what was sent elsewhere: the flow sends to another place from now on. */
export const deleteRemoteTargets = async (db: Db, flowId: string): Promise<void> => {
  await db.deleteFrom('flow_targets').where('flow_id', '=', flowId).where('remote_id', 'is not', null).execute()
}

/** The dataset that a flow made for this title. */
export const selectMadeDataset = async (db: Db, flowId: string, title: string): Promise<string | undefined> => {
  const made = db.selectFrom('flow_datasets').select('dataset_id').where('flow_id', '=', flowId)
  return (await made.where('title', '=', title).executeTakeFirst())?.dataset_id
}

export const insertMadeDataset = async (db: Db, flowId: string, title: string, datasetId: string): Promise<void> => {
  await db.insertInto('flow_datasets').values({ flow_id: flowId, title, dataset_id: datasetId }).execute()
}

/** Which of these blobs flows need: what they last sent elsewhere, to compare with. */
export const selectTargetBlobs = async (db: Db, sha256s: string[]): Promise<string[]> => {
  const rows = await db
    .selectFrom('flow_targets')
    .select('sha256')
    .where('sha256', 'in', sha256s)
    .where('remote_id', 'is not', null)
    .execute()
  return rows.flatMap((row) => row.sha256 ?? [])
}

const targetOf = (row: Selectable<FlowTargetsTable>): KnownTarget => ({
  ...{ flowId: row.flow_id, identity: row.identity, datasetId: row.dataset_id, resourceId: row.resource_id },
  ...{ remoteId: row.remote_id, sha256: row.sha256, archivedAt: row.archived_at },
})
