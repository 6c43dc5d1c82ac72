import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from '../db/index.ts'

/** Longer ones are the dump of something. */
const MAX_ERROR = 2_000

export const insertRun = async (
  pool: pg.Pool,
  { jobId, name, node }: { jobId: string; name: string; node: string },
): Promise<number> => {
  const insert = 'insert into job_runs (job_id, name, node) values ($1, $2, $3) returning id'
  return (await pool.query<{ id: number }>(insert, [jobId, name, node])).rows[0]?.id ?? 0
}

export const updateRun = async (pool: pg.Pool, id: number, error: string | null): Promise<void> => {
  const end = 'update job_runs set ended_at = now(), error = $2 where id = $1'
  await pool.query(end, [id, error?.slice(0, MAX_ERROR) ?? null])
}

export const deleteRuns = async (db: Db, days: number): Promise<void> => {
  const old = db.deleteFrom('job_runs').where('started_at', '<', sql<Date>`now() - make_interval(days => ${days})`)
  await old.execute()
}

/** Which periodic jobs there are, for the nodes that run none; those of an older version go. */
export const keepSchedules = async (pool: pg.Pool, jobs: { name: string; cron: string }[]): Promise<void> => {
  const names = jobs.map(({ name }) => name)
  await pool.query(
    `with gone as (delete from periodic_jobs where name <> all($1))
    insert into periodic_jobs (name, cron) select * from unnest($1::text[], $2::text[])
    on conflict (name) do update set cron = excluded.cron`,
    [names, jobs.map(({ cron }) => cron)],
  )
}

export interface WaitingRow {
  id: string
  name: string
  run_at: Date
  attempts: number
  max_attempts: number
  last_error: string | null
  created_at: Date
  locked_at: Date | null
  node: string | null
}

/** What is in the queue: what runs, what failed, what waits, the most pressing first. */
export const selectWaiting = async (
  db: Db,
  { state, limit }: { state: string; limit: number },
): Promise<WaitingRow[]> => {
  const { rows } = await sql<WaitingRow>`
    select jobs.id::text, task_identifier as name, run_at, attempts, max_attempts, last_error, created_at, locked_at,
      (select node from job_runs where job_id = jobs.id::text and ended_at is null order by id desc limit 1) as node
    from graphile_worker.jobs where ${stateOf(state)} order by run_at, jobs.id limit ${limit}`.execute(db)
  return rows
}

export const countStates = async (db: Db): Promise<{ running: number; failed: number; waiting: number }> => {
  const { rows } = await sql<{ running: number; failed: number; waiting: number }>`
    select count(*) filter (where ${stateOf('running')})::int as running,
      count(*) filter (where ${stateOf('failed')})::int as failed,
      count(*) filter (where ${stateOf('waiting')})::int as waiting
    from graphile_worker.jobs`.execute(db)
  return rows[0] ?? { running: 0, failed: 0, waiting: 0 }
}

const stateOf = (state: string) => {
  if (state === 'running') return sql`locked_at is not null`
  return state === 'failed'
    ? sql`(locked_at is null and last_error is not null)`
    : sql`(locked_at is null and last_error is null)`
}

export interface PeriodicRow {
  name: string
  cron: string
  started_at: Date | null
  ended_at: Date | null
  error: string | null
  node: string | null
}

/** Every periodic job with its last run. */
export const selectPeriodic = async (db: Db): Promise<PeriodicRow[]> => {
  const { rows } = await sql<PeriodicRow>`
    select periodic.name, cron, started_at, ended_at, error, node
    from periodic_jobs periodic left join lateral (
      select * from job_runs where job_runs.name = periodic.name order by id desc limit 1
    ) last on true
    order by periodic.name`.execute(db)
  return rows
}

/** From the first attempt again, now. False when it isn't there, or runs. */
export const rescheduleJob = async (db: Db, id: string): Promise<boolean> => {
  const { rows } = await sql`
    select id from graphile_worker.reschedule_jobs(array[${id}::bigint], run_at => now(), attempts => 0)`.execute(db)
  return rows.length > 0
}

/** Takes it out of the queue. False when it isn't there, or runs. */
export const removeJob = async (db: Db, id: string): Promise<boolean> => {
  const { rows } = await sql`select id from graphile_worker.complete_jobs(array[${id}::bigint])`.execute(db)
  return rows.length > 0
}

export interface HealthRow {
  due: number
  oldest_due: Date | null
  failed: number
  last_run: Date | null
  last_mail: Date | null
  failing_mails: number
  mail_error: string | null
}

export const selectHealth = async (db: Db): Promise<HealthRow | undefined> => {
  const { rows } = await sql<HealthRow>`
    select count(*) filter (where ${due})::int as due, min(run_at) filter (where ${due}) as oldest_due,
      count(*) filter (where ${stateOf('failed')})::int as failed,
      (select max(started_at) from job_runs) as last_run,
      (select max(ended_at) from job_runs where name = 'send-mail' and error is null) as last_mail,
      count(*) filter (where task_identifier = 'send-mail' and last_error is not null)::int as failing_mails,
      max(last_error) filter (where task_identifier = 'send-mail') as mail_error
    from graphile_worker.jobs`.execute(db)
  return rows[0]
}

/** Its moment has come, it was not given up, and nobody does it. */
const due = sql`locked_at is null and run_at <= now() and attempts < max_attempts`
