// Jobs in PostgreSQL: retried with backoff, enqueued in the transaction that makes them necessary (database.md §9).
import { Logger, parseCronItems, run, runMigrations, type CronItem, type TaskList } from 'graphile-worker'
import type pg from 'pg'

export interface PeriodicJob {
  name: string
  /** Five cron fields, in UTC. */
  cron: string
  /** May run twice: say in its docstring why that is harmless. */
  run: () => Promise<void>
}

export interface JobRunner {
  stop(): Promise<void>
}

type Log = (level: 'info' | 'warn' | 'error' | 'debug', message: string) => void

/** Creates or updates the tables of the queue. */
export const migrateJobs = (pool: pg.Pool): Promise<void> => runMigrations({ pgPool: pool })

/** Runs the periodic jobs of this process until stopped. One run at a time per job on all nodes. */
export const startJobs = async (pool: pg.Pool, jobs: PeriodicJob[], log: Log): Promise<JobRunner> => {
  const taskList: TaskList = Object.fromEntries(jobs.map((job) => [job.name, () => job.run()]))
  const items: CronItem[] = jobs.map((job) => ({
    task: job.name,
    match: job.cron,
    identifier: job.name,
    // A server that was off at night catches up once when it starts.
    options: { backfillPeriod: 24 * 3_600_000, maxAttempts: 5, queueName: 'periodic' },
  }))
  const runner = await run({
    pgPool: pool,
    concurrency: 1,
    noHandleSignals: true,
    taskList,
    parsedCronItems: parseCronItems(items),
    logger: new Logger(
      () => (level, message) => log(level === 'warning' ? 'warn' : level === 'error' ? 'error' : 'debug', message),
    ),
  })
  return { stop: () => runner.stop() }
}
