// Jobs in PostgreSQL: retried with backoff, enqueued in the transaction that makes them necessary (database.md §9).
import { Logger, parseCronItems, run, runMigrations, runOnce, type CronItem, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from '../db/index.ts'
import { noteRun } from './runs.ts'
import { keepSchedules } from './store.ts'

export { findHealthOfJobs, type JobsHealth } from './health.ts'
export {
  giveUpJob,
  JOB_STATES,
  listPeriodicJobs,
  listWaitingJobs,
  retryJob,
  type JobState,
  type PeriodicState,
  type WaitingJob,
} from './queue.ts'
export { purgeJobRuns } from './runs.ts'

export interface PeriodicJob {
  name: string
  /** Five cron fields, in UTC. */
  cron: string
  /** Every few minutes and maybe long: waits for no other, and what was missed is not caught up. */
  often?: boolean
  /** Short, and safe beside itself: it doesn't even wait for the one of a process that died. */
  overlaps?: boolean
  /** May run twice: say in its docstring why that is harmless. */
  run: () => Promise<void>
}

/** Work asked for by `enqueue`, as often as somebody needs it. */
export interface Task {
  name: string
  /** May run twice: say in its docstring why that is harmless. `payload` is what was enqueued, after JSON. */
  run: (payload: unknown, attempt: Attempt) => Promise<void>
}

export interface Attempt {
  /** When it fails now, it isn't tried again. */
  isLast: boolean
  /** Ends when the server stops: what takes long gives up, and leaves the rest to the next start. */
  signal: AbortSignal
}

export interface JobRunner {
  stop(): Promise<void>
}

type Log = (level: 'info' | 'warn' | 'error' | 'debug', message: string) => void

/** Creates or updates the tables of the queue. */
export const migrateJobs = (pool: pg.Pool): Promise<void> => runMigrations({ pgPool: pool })

/** Twelve attempts, e^n seconds apart and six hours at most: about a day and a half. */
const MAX_ATTEMPTS = 12

/** Asks for a task once the transaction that `db` is has committed; nothing is asked if it fails. */
export const enqueue = async (db: Db, name: string, payload: object): Promise<void> => {
  const json = JSON.stringify(payload)
  await sql`select graphile_worker.add_job(${name}, ${json}::json, max_attempts => ${MAX_ATTEMPTS})`.execute(db)
}

/** Runs what is due of these tasks, then answers: for tests, which have no runner. */
export const runDueTasks = async (pool: pg.Pool, tasks: Task[], log: Log): Promise<void> => {
  const taskList = taskListOf(pool, tasks, new AbortController().signal)
  const names = tasks.map(({ name }) => name)
  const begin = (await pool.query<{ now: Date }>('select now()')).rows[0]?.now
  // The worker doesn't wait for its jobs to be noted as ended, nor sees the second one of a queue meanwhile.
  do await runOnce({ pgPool: pool, taskList, noHandleSignals: true, logger: loggerTo(log) })
  while ((await pool.query(ANY_LEFT, [names, begin])).rows.length > 0)
}

const ANY_LEFT = `select 1 from graphile_worker.jobs
  where task_identifier = any($1) and run_at <= now() and attempts < max_attempts
    and (locked_at is null or locked_at >= $2)
  limit 1`

/**
 * Runs the periodic jobs and the tasks of this process until stopped. One run at a time per periodic job on all nodes.
 * `isAlone`: no other process runs jobs of this database, so what is locked was left by one that died.
 */
export const startJobs = async (
  pool: pg.Pool,
  jobs: PeriodicJob[],
  log: Log,
  tasks: Task[] = [],
  { isAlone = false }: { isAlone?: boolean } = {},
): Promise<JobRunner> => {
  if (isAlone) await pool.query(FREE_ALL)
  const items: CronItem[] = jobs.map((job) => ({
    task: job.name,
    match: job.cron,
    identifier: job.name,
    options: job.often
      ? // One waits at most, while one runs.
        { backfillPeriod: 0, maxAttempts: 1, queueName: job.overlaps ? undefined : job.name, jobKey: job.name }
      : // A server that was off at night catches up once when it starts.
        { backfillPeriod: 24 * 3_600_000, maxAttempts: 5, queueName: 'periodic' },
  }))
  await keepSchedules(pool, jobs)
  const stopping = new AbortController()
  const runner = await run({
    pgPool: pool,
    // Periodic jobs share one queue, so they still run one by one: a mail doesn't wait for the night's purge.
    concurrency: 10,
    noHandleSignals: true,
    taskList: taskListOf(pool, [...jobs, ...tasks], stopping.signal),
    parsedCronItems: parseCronItems(items),
    logger: loggerTo(log),
  })
  return {
    stop: async () => {
      // No job is begun any more before those that run are told.
      const stopped = runner.stop()
      stopping.abort()
      await stopped
    },
  }
}

/** Otherwise the jobs of a killed process, and all that wait in the same queue, stand still for four hours. */
const FREE_ALL = `select graphile_worker.force_unlock_workers(array(
  select locked_by from graphile_worker._private_jobs where locked_by is not null
  union select locked_by from graphile_worker._private_job_queues where locked_by is not null))`

const taskListOf = (pool: pg.Pool, tasks: Task[], signal: AbortSignal): TaskList =>
  Object.fromEntries(
    tasks.map((task) => [
      task.name,
      (payload, { job }) =>
        noteRun(pool, job.id, task.name, () => task.run(payload, { isLast: job.attempts >= job.max_attempts, signal })),
    ]),
  )

const loggerTo = (log: Log): Logger =>
  new Logger(
    () => (level, message) => log(level === 'warning' ? 'warn' : level === 'error' ? 'error' : 'debug', message),
  )
