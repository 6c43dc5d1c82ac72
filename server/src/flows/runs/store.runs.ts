import { sql, type Selectable } from 'kysely'
import type { Page } from '../../http/index.ts'
import type { Db, FlowRunsTable } from '../../db/index.ts'
import { NO_COUNTS, NO_PROGRESS, type Counts, type Failure, type Progress, type Run, type RunState } from '../model.ts'

/** The new run, or undefined when one waits or runs already. */
export const insertRun = async (
  db: Db,
  run: Pick<Run, 'id' | 'flowId' | 'trigger' | 'dry' | 'backfill' | 'askedBy' | 'createdAt'>,
): Promise<Run | undefined> => {
  const number = sql<number>`(select coalesce(max(number), 0) + 1 from flow_runs where flow_id = ${run.flowId})`
  const row = await db
    .insertInto('flow_runs')
    .values({
      ...{ id: run.id, flow_id: run.flowId, number, trigger: run.trigger, dry: run.dry, backfill: run.backfill },
      ...{ asked_by: run.askedBy, created_at: run.createdAt },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row && runOf(row)
}

export const selectRun = async (db: Db, flowId: string, idOrNumber: string): Promise<Run | undefined> => {
  const isNumber = /^\d{1,9}$/.test(idOrNumber)
  const row = await db
    .selectFrom('flow_runs')
    .selectAll()
    .where('flow_id', '=', flowId)
    .where(isNumber ? sql<string>`number::text` : sql<string>`id::text`, '=', idOrNumber)
    .executeTakeFirst()
  return row && runOf(row)
}

export const selectOpenRun = async (db: Db, flowId: string): Promise<Run | undefined> => {
  const row = await db
    .selectFrom('flow_runs')
    .selectAll()
    .where('flow_id', '=', flowId)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst()
  return row && runOf(row)
}

export const selectRuns = async (db: Db, flowId: string, { page, pageSize }: Page): Promise<[Run[], number]> => {
  const theirs = db.selectFrom('flow_runs').where('flow_id', '=', flowId)
  const rows = await theirs
    .selectAll()
    .orderBy('number', 'desc')
    .offset((page - 1) * pageSize)
    .limit(pageSize)
    .execute()
  const { n } = await theirs.select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return [rows.map(runOf), n]
}

/** The last run of each, dry ones left out. */
export const selectLastRuns = async (db: Db, flowIds: string[]): Promise<Map<string, Run>> => {
  if (flowIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('flow_runs')
    .selectAll()
    .distinctOn('flow_id')
    .where('flow_id', 'in', flowIds)
    .where('dry', '=', false)
    .orderBy('flow_id')
    .orderBy('number', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.flow_id, runOf(row)]))
}

/** Of these flows, those that failed as a whole or in part since a day, by day in Paris. */
export const countFailedByDay = async (db: Db, flowIds: string[], since: string): Promise<Map<string, number>> => {
  if (flowIds.length === 0) return new Map()
  const day = sql<string>`to_char(ended_at at time zone 'Europe/Paris', 'YYYY-MM-DD')`
  const rows = await db
    .selectFrom('flow_runs')
    .select([day.as('day'), (e) => e.fn.countAll<number>().as('n')])
    .where('flow_id', 'in', flowIds)
    .where('dry', '=', false)
    .where(sql<boolean>`ended_at >= ${since}::timestamp at time zone 'Europe/Paris'`)
    .where(sql<boolean>`(state = 'failed' or coalesce((counts->>'failed')::integer, 0) > 0)`)
    .groupBy(day)
    .execute()
  return new Map(rows.map((row) => [row.day, row.n]))
}

/** Takes a run that waits; false when another process did. */
export const beginRun = async (db: Db, id: string, now: Date): Promise<boolean> => {
  const begun = db.updateTable('flow_runs').set({ state: 'running', started_at: now, heartbeat_at: sql<Date>`now()` })
  return (await begun.where('id', '=', id).where('state', '=', 'waiting').executeTakeFirst()).numUpdatedRows > 0n
}

/** Says that the run lives, and how far it is; false when it isn't running any more: canceled, or taken for dead. */
export const beat = async (db: Db, id: string, counts: Counts, progress: Progress): Promise<boolean> => {
  const told = { counts: JSON.stringify(counts), progress: JSON.stringify(progress) }
  const beaten = db.updateTable('flow_runs').set({ ...told, heartbeat_at: sql<Date>`now()` })
  return (await beaten.where('id', '=', id).where('state', '=', 'running').executeTakeFirst()).numUpdatedRows > 0n
}

/** Whether the run still runs, in a transaction that whoever deletes its flow, or takes it for dead, waits for. */
export const holdRun = async (tx: Db, { id, flowId }: Pick<Run, 'id' | 'flowId'>): Promise<boolean> => {
  // The flow first, as they do: nobody waits for each other.
  await tx.selectFrom('flows').select('id').where('id', '=', flowId).forKeyShare().execute()
  const running = tx.selectFrom('flow_runs').select('id').where('id', '=', id).where('state', '=', 'running')
  return (await running.executeTakeFirst()) !== undefined
}

export interface RunEnd {
  state: Exclude<RunState, 'waiting' | 'running'>
  counts: Counts
  progress: Progress
  failure: Failure | null
  retryAt: Date | null
  endedAt: Date
}

export const endRun = async (db: Db, id: string, end: RunEnd): Promise<boolean> => {
  const ended = db.updateTable('flow_runs').set({
    ...{ state: end.state, ended_at: end.endedAt, retry_at: end.retryAt },
    ...{ counts: JSON.stringify(end.counts), progress: JSON.stringify(end.progress) },
    failure: end.failure && JSON.stringify(end.failure),
  })
  return (await ended.where('id', '=', id).where('state', '=', 'running').executeTakeFirst()).numUpdatedRows > 0n
}

export const cancelRun = async (db: Db, id: string, now: Date): Promise<boolean> => {
  const canceled = db.updateTable('flow_runs').set({ state: 'canceled', ended_at: now })
  const open = canceled.where('id', '=', id).where('state', 'in', ['waiting', 'running'])
  return (await open.executeTakeFirst()).numUpdatedRows > 0n
}

/** The one that waits or runs, if there is one. */
export const cancelOpenRun = async (db: Db, flowId: string, now: Date): Promise<void> => {
  const canceled = db.updateTable('flow_runs').set({ state: 'canceled', ended_at: now })
  await canceled.where('flow_id', '=', flowId).where('state', 'in', ['waiting', 'running']).execute()
}

/** Runs whose process has said nothing for so long. */
export const selectSilentRuns = async (db: Db, silentSeconds: number): Promise<Run[]> => {
  const rows = await db
    .selectFrom('flow_runs')
    .selectAll()
    .where('state', '=', 'running')
    .where(isSilent(silentSeconds))
    .execute()
  return rows.map(runOf)
}

/** Ends a run that nobody goes on with; false when it ended, or its process spoke meanwhile. */
export const cutRun = async (db: Db, id: string, silentSeconds: number): Promise<boolean> => {
  const cut = db.updateTable('flow_runs').set({ state: 'cut', ended_at: new Date() })
  const silent = cut.where('id', '=', id).where('state', '=', 'running').where(isSilent(silentSeconds))
  return (await silent.executeTakeFirst()).numUpdatedRows > 0n
}

const isSilent = (seconds: number) => sql<boolean>`heartbeat_at <= now() - make_interval(secs => ${seconds})`

/** Flows whose run waits since so long, the first that came first. */
export const selectWaitingRuns = async (db: Db, seconds: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('flow_runs')
    .select('flow_id')
    .where('state', '=', 'waiting')
    .where(sql<boolean>`created_at <= now() - make_interval(secs => ${seconds})`)
    .orderBy('created_at')
    .limit(100)
    .execute()
  return rows.map((row) => row.flow_id)
}

export const deleteRunsBefore = async (db: Db, date: Date, kept: number): Promise<void> => {
  const last = sql<number>`(select max(number) from flow_runs as l where l.flow_id = flow_runs.flow_id) - ${kept}`
  await db
    .deleteFrom('flow_runs')
    .where('created_at', '<', date)
    .where('state', 'not in', ['waiting', 'running'])
    .where(sql<boolean>`number <= ${last}`)
    .where(sql<boolean>`not exists (select 1 from flow_held where run_id = flow_runs.id)`)
    .execute()
}

const runOf = (row: Selectable<FlowRunsTable>): Run => ({
  ...{ id: row.id, flowId: row.flow_id, number: row.number, trigger: row.trigger as Run['trigger'] },
  ...{ dry: row.dry, backfill: row.backfill, state: row.state as RunState, askedBy: row.asked_by },
  ...{ createdAt: row.created_at, startedAt: row.started_at, endedAt: row.ended_at },
  counts: { ...NO_COUNTS, ...(row.counts as Partial<Counts>) },
  progress: { ...NO_PROGRESS, ...(row.progress as Partial<Progress>) },
  failure: row.failure as Failure | null,
  retryAt: row.retry_at,
})
