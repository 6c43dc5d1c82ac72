// When a cron expression comes next: graphile-worker only tells whether one matches.
import { Cron } from 'croner'
import { Conflict, NotFound } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import { countStates, removeJob, rescheduleJob, selectPeriodic, selectWaiting } from './store.ts'

export const JOB_STATES = ['running', 'failed', 'waiting'] as const
export type JobState = (typeof JOB_STATES)[number]

/** Something that the queue holds. What it is to work on stays there: mails hold links that open accounts. */
export interface WaitingJob {
  id: string
  name: string
  state: JobState
  runAt: Date
  attempts: number
  maxAttempts: number
  error: string | null
  createdAt: Date
  runningSince: Date | null
  node: string | null
}

/** More is a queue that nobody reads through. */
const MAX_LISTED = 100

/** The first hundred of a state, and how many there are of each. */
export const listWaitingJobs = async (
  db: Db,
  state: JobState,
): Promise<{ jobs: WaitingJob[]; counts: Record<JobState, number> }> => {
  const [rows, counts] = await Promise.all([selectWaiting(db, { state, limit: MAX_LISTED }), countStates(db)])
  const jobs = rows.map((row) => ({
    ...{ id: row.id, name: row.name, state, runAt: row.run_at, attempts: row.attempts, maxAttempts: row.max_attempts },
    ...{ error: row.last_error, createdAt: row.created_at, runningSince: row.locked_at, node: row.node },
  }))
  return { jobs, counts }
}

export interface PeriodicState {
  name: string
  cron: string
  nextAt: Date | null
  lastStartedAt: Date | null
  lastEndedAt: Date | null
  error: string | null
  node: string | null
}

/** The periodic jobs, when each ran last and comes next. */
export const listPeriodicJobs = async (db: Db): Promise<PeriodicState[]> =>
  (await selectPeriodic(db)).map((row) => ({
    ...{ name: row.name, cron: row.cron, nextAt: new Cron(row.cron, { timezone: 'UTC' }).nextRun() },
    ...{ lastStartedAt: row.started_at, lastEndedAt: row.ended_at, error: row.error, node: row.node },
  }))

/** Tries a job that waits or failed at once, with all its attempts before it. Throws `NotFound`, `Conflict`. */
export const retryJob = (db: Db, id: string): Promise<void> => change(db, id, rescheduleJob)

/** Forgets a job: it will not be tried any more. Throws `NotFound`, `Conflict`. */
export const giveUpJob = (db: Db, id: string): Promise<void> => change(db, id, removeJob)

const change = async (db: Db, id: string, make: (db: Db, id: string) => Promise<boolean>): Promise<void> => {
  if (!/^\d{1,18}$/.test(id)) throw new NotFound()
  if (!(await make(db, id))) throw new Conflict(RUNS_OR_DONE)
}

const RUNS_OR_DONE = {
  fr: 'Cette tâche est en cours, ou n’est plus dans la file.',
  en: 'This job is running, or is no longer in the queue.',
}
