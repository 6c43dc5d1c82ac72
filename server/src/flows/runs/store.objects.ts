import { sql, type Selectable } from 'kysely'
import type { Db, FlowObjectsTable } from '../../db/index.ts'

/** What is known of one file of a source. */
export interface KnownObject {
  flowId: string
  key: string
  identity: string
  /** Of the state that was last settled; null: none yet. */
  fingerprint: string | null
  sizeBytes: number | null
  modifiedAt: Date | null
  sha256: string | null
  state: ObjectState
  /** Number of the run that saw it last. */
  seenRun: number
  /** Number of the first run that didn't find it any more. */
  missingSince: number | null
  /** What is being published, should the process die before it says so. */
  pending: Pending | null
}

export type ObjectState = 'new' | 'published' | 'held' | 'refused' | 'failed' | 'vanished'

export interface Pending {
  sha256: string
  /** Id of a resource that is being made. */
  resourceId: string
}

/** What is known of a page of a listing. */
export const selectObjects = async (db: Db, flowId: string, keys: string[]): Promise<Map<string, KnownObject>> => {
  if (keys.length === 0) return new Map()
  const rows = await db
    .selectFrom('flow_objects')
    .selectAll()
    .where('flow_id', '=', flowId)
    .where('key', 'in', keys)
    .execute()
  return new Map(rows.map((row) => [row.key, objectOf(row)]))
}

/** Says of a page of a listing that it was seen by this run. New ones are written down. */
export const markSeen = async (
  db: Db,
  flowId: string,
  run: number,
  objects: { key: string; identity: string; sizeBytes: number | null; modifiedAt: Date | null }[],
): Promise<void> => {
  if (objects.length === 0) return
  await db
    .insertInto('flow_objects')
    .values(
      objects.map(({ key, identity, sizeBytes, modifiedAt }) => ({
        ...{ flow_id: flowId, key, identity, size_bytes: sizeBytes, modified_at: modifiedAt },
        ...{ state: 'new', seen_run: run },
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['flow_id', 'key']).doUpdateSet((e) => ({
        ...{ identity: e.ref('excluded.identity'), size_bytes: e.ref('excluded.size_bytes') },
        ...{ modified_at: e.ref('excluded.modified_at'), seen_run: run, missing_since: null },
      })),
    )
    .execute()
}

export const updateObject = async (
  db: Db,
  { flowId, key }: Pick<KnownObject, 'flowId' | 'key'>,
  change: Partial<Pick<KnownObject, 'fingerprint' | 'sha256' | 'state' | 'pending' | 'missingSince'>>,
): Promise<void> => {
  await db
    .updateTable('flow_objects')
    .set({
      ...(change.fingerprint !== undefined && { fingerprint: change.fingerprint }),
      ...(change.sha256 !== undefined && { sha256: change.sha256 }),
      ...(change.state !== undefined && { state: change.state }),
      ...(change.missingSince !== undefined && { missing_since: change.missingSince }),
      ...(change.pending !== undefined && { pending: change.pending && JSON.stringify(change.pending) }),
    })
    .where('flow_id', '=', flowId)
    .where('key', '=', key)
    .execute()
}

/** What waited in quarantine was decided: the same state of the file isn't said to wait there any more. */
export const settleHeldObject = async (
  db: Db,
  { flowId, key, sha256 }: { flowId: string; key: string; sha256: string },
  state: 'published' | 'refused',
): Promise<void> => {
  const waiting = db.updateTable('flow_objects').set({ state }).where('flow_id', '=', flowId).where('key', '=', key)
  await waiting.where('sha256', '=', sha256).where('state', '=', 'held').execute()
}

/**
 * Files that this run did not see, a page at a time; without those already said to have vanished, and those that never
 * came to anything: a run without effect may have seen them, of a definition that was changed since.
 */
export const selectUnseen = async (
  db: Db,
  flowId: string,
  run: number,
  after: string,
  limit: number,
): Promise<KnownObject[]> => {
  const rows = await db
    .selectFrom('flow_objects')
    .selectAll()
    .where('flow_id', '=', flowId)
    .where('seen_run', '<', run)
    .where('state', 'not in', NOTHING_LEFT)
    .where('key', '>', after)
    .orderBy('key')
    .limit(limit)
    .execute()
  return rows.map(objectOf)
}

/** Whether another key of this run is the same file: what went away was replaced. */
export const isIdentitySeen = async (db: Db, flowId: string, identity: string, run: number): Promise<boolean> => {
  const same = db
    .selectFrom('flow_objects')
    .select('key')
    .where('flow_id', '=', flowId)
    .where('identity', '=', identity)
  return (await same.where('seen_run', '=', run).limit(1).executeTakeFirst()) !== undefined
}

const NOTHING_LEFT: ObjectState[] = ['new', 'vanished']

/** How many files are known to be in the source. */
export const countObjects = async (db: Db, flowId: string): Promise<number> =>
  (
    await db
      .selectFrom('flow_objects')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('flow_id', '=', flowId)
      .where('state', 'not in', NOTHING_LEFT)
      .executeTakeFirstOrThrow()
  ).n

/** Keys of this run that are not alone to have their identity. */
export const selectDoubles = async (
  db: Db,
  flowId: string,
  run: number,
): Promise<{ identity: string; key: string; modifiedAt: Date | null }[]> => {
  // One sort: a list of the identities that have several takes minutes before PostgreSQL knows the table's new size.
  const counted = db
    .selectFrom('flow_objects')
    .select(['identity', 'key', 'modified_at as modifiedAt'])
    .select(sql<number>`count(*) over (partition by identity)`.as('keys'))
    .where('flow_id', '=', flowId)
    .where('seen_run', '=', run)
  return db.selectFrom(counted.as('counted')).select(['identity', 'key', 'modifiedAt']).where('keys', '>', 1).execute()
}

const objectOf = (row: Selectable<FlowObjectsTable>): KnownObject => ({
  ...{ flowId: row.flow_id, key: row.key, identity: row.identity, fingerprint: row.fingerprint },
  ...{ sizeBytes: row.size_bytes, modifiedAt: row.modified_at, sha256: row.sha256 },
  ...{ state: row.state as ObjectState, seenRun: row.seen_run, missingSince: row.missing_since },
  pending: row.pending as Pending | null,
})
