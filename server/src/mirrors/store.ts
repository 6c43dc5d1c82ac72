import { sql, type Selectable } from 'kysely'
import type { Db, MirroredTable } from '../db/index.ts'
import type { Mirrored, MirrorKey } from './model.ts'

type Kind = MirroredTable['kind']

/** By their ids there. */
export const selectDatasets = async (db: Db, key: MirrorKey, remoteIds: string[]): Promise<Map<string, Mirrored>> =>
  byRemoteId(
    await rowsOf(db, key, 'dataset')
      .where(sql<boolean>`remote_id = any(${remoteIds})`)
      .execute(),
  )

export const selectResourcesOf = async (db: Db, key: MirrorKey, dataset: string): Promise<Map<string, Mirrored>> =>
  byRemoteId(await rowsOf(db, key, 'resource').where('remote_dataset_id', '=', dataset).execute())

/** Datasets that weren't seen since a moment, in the order of their ids, after one of them. */
export const selectUnseen = async (db: Db, key: MirrorKey, since: Date, after: string): Promise<Mirrored[]> => {
  const rows = await rowsOf(db, key, 'dataset')
    .where('vanished_at', 'is', null)
    .where('seen_at', '<', since)
    .where('remote_id', '>', after)
    .orderBy('remote_id')
    .limit(100)
    .execute()
  return rows.map(mirroredOf)
}

/** What the object is for other flows, that of a living one first; null: for one that went away. */
export const selectElsewhere = async (
  db: Db,
  { flowId, server }: MirrorKey,
  remoteId: string,
): Promise<{ flowId: string | null; localId: string }[]> => {
  const rows = await db
    .selectFrom('mirrored')
    .select(['flow_id', 'local_id'])
    .where('server', '=', server)
    .where('remote_id', '=', remoteId)
    .where('kind', '=', 'dataset')
    .where(sql<boolean>`flow_id is distinct from ${flowId}`)
    .orderBy(sql`flow_id nulls last`)
    .orderBy('seen_at', 'desc')
    .execute()
  return rows.map((row) => ({ flowId: row.flow_id, localId: row.local_id }))
}

/** A dataset with its resources, left by a flow that went away, becomes this one's. */
export const adopt = async (db: Db, { flowId, server }: MirrorKey, datasetId: string): Promise<void> => {
  await db
    .updateTable('mirrored')
    .set({ flow_id: flowId, fingerprint: null })
    .where('flow_id', 'is', null)
    .where('server', '=', server)
    .where('dataset_id', '=', datasetId)
    .execute()
}

export const release = async (db: Db, flowId: string): Promise<void> => {
  await db.updateTable('mirrored').set({ flow_id: null }).where('flow_id', '=', flowId).execute()
}

/** What an object becomes. */
export interface Made {
  kind: Kind
  remoteId: string
  /** Of a resource. */
  remoteDatasetId: string | null
  localId: string
  datasetId: string
  made: boolean
  written: Mirrored['written']
  seenAt: Date
}

/** Writes it; again when it was only begun. Answers false when somebody else made it meanwhile. */
export const keep = async (db: Db, { flowId, server }: MirrorKey, row: Made): Promise<boolean> => {
  const result = await db
    .insertInto('mirrored')
    .values({
      flow_id: flowId,
      server,
      kind: row.kind,
      remote_id: row.remoteId,
      remote_dataset_id: row.remoteDatasetId,
      local_id: row.localId,
      dataset_id: row.datasetId,
      made: row.made,
      written: JSON.stringify(row.written),
      seen_at: row.seenAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['flow_id', 'server', 'kind', 'remote_id'])
        .doUpdateSet((excluded) => ({
          local_id: excluded.ref('excluded.local_id'),
          made: excluded.ref('excluded.made'),
          written: excluded.ref('excluded.written'),
        }))
        .where('mirrored.made', '=', false),
    )
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

export const update = async (
  db: Db,
  key: MirrorKey,
  kind: Kind,
  remoteId: string,
  changes: Partial<Pick<Mirrored, 'made' | 'fingerprint' | 'copied' | 'written' | 'vanishedAt'>>,
): Promise<void> => {
  const { vanishedAt, written, ...rest } = changes
  await db
    .updateTable('mirrored')
    .set({
      ...rest,
      ...(written && { written: JSON.stringify(written) }),
      ...(vanishedAt !== undefined && { vanished_at: vanishedAt }),
    })
    .where('flow_id', '=', key.flowId)
    .where('server', '=', key.server)
    .where('kind', '=', kind)
    .where('remote_id', '=', remoteId)
    .execute()
}

export const markSeen = async (db: Db, { flowId, server }: MirrorKey, remoteIds: string[], at: Date): Promise<void> => {
  await db
    .updateTable('mirrored')
    .set({ seen_at: at })
    .where('flow_id', '=', flowId)
    .where('server', '=', server)
    .where('kind', '=', 'dataset')
    .where(sql<boolean>`remote_id = any(${remoteIds})`)
    .execute()
}

const rowsOf = (db: Db, { flowId, server }: MirrorKey, kind: Kind) =>
  db
    .selectFrom('mirrored')
    .selectAll()
    .where('flow_id', '=', flowId)
    .where('server', '=', server)
    .where('kind', '=', kind)

const byRemoteId = (rows: Selectable<MirroredTable>[]): Map<string, Mirrored> =>
  new Map(rows.map((row) => [row.remote_id, mirroredOf(row)]))

const mirroredOf = (row: Selectable<MirroredTable>): Mirrored => ({
  remoteId: row.remote_id,
  localId: row.local_id,
  made: row.made,
  fingerprint: row.fingerprint,
  copied: row.copied,
  written: row.written,
  vanishedAt: row.vanished_at,
})
