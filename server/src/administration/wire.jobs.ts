import Type from 'typebox'
import { Param } from '../http/index.ts'
import { JOB_STATES, type PeriodicState, type WaitingJob } from '../jobs/index.ts'
import { presentDate } from '../lib/dates.ts'
import { answers, DateTime, empties, orNull, type Answers } from '../openapi/index.ts'
import { CHECKS, STATES, type Check } from './health.rules.ts'

export const JobList = Type.Object({ state: Param.choice(JOB_STATES) })

const text = () => orNull(Type.String())
const count = () => Type.Integer()
const date = () => orNull(DateTime)

export const Job = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    state: Type.Unsafe<WaitingJob['state']>({ type: 'string', enum: [...JOB_STATES] }),
    run_at: DateTime,
    attempts: count(),
    max_attempts: count(),
    error: text(),
    created_at: DateTime,
    running_since: date(),
    node: text(),
  },
  { title: 'Job' },
)
export const JobQueue = Type.Object(
  {
    jobs: Type.Array(Job, { description: 'A hundred at most.' }),
    counts: Type.Object({ running: count(), failed: count(), waiting: count() }),
  },
  { title: 'JobQueue' },
)
export const PeriodicJob = Type.Object(
  {
    name: Type.String(),
    cron: Type.String({ description: 'In UTC.' }),
    next_at: date(),
    last_started_at: date(),
    last_ended_at: date(),
    error: text(),
    node: text(),
  },
  { title: 'PeriodicJob' },
)
export const SiteHealth = Type.Object(
  {
    version: Type.String(),
    node_version: Type.String(),
    started_at: DateTime,
    checks: Type.Array(
      Type.Object({
        name: Type.Unsafe<Check['name']>({ type: 'string', enum: [...CHECKS] }),
        state: Type.Unsafe<Check['state']>({ type: 'string', enum: [...STATES] }),
        facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()])),
      }),
    ),
  },
  { title: 'SiteHealth' },
)

export const jobAnswers: Answers = {
  list_jobs: answers(JobQueue),
  list_periodic_jobs: answers(Type.Array(PeriodicJob)),
  retry_job: empties,
  give_up_job: empties,
  get_site_health: answers(SiteHealth),
}

export const presentJob = (job: WaitingJob): Type.Static<typeof Job> => ({
  ...{ id: job.id, name: job.name, state: job.state, run_at: presentDate(job.runAt), attempts: job.attempts },
  ...{ max_attempts: job.maxAttempts, error: job.error, created_at: presentDate(job.createdAt) },
  ...{ running_since: presentDate(job.runningSince), node: job.node },
})

export const presentPeriodic = (job: PeriodicState): Type.Static<typeof PeriodicJob> => ({
  ...{ name: job.name, cron: job.cron, next_at: presentDate(job.nextAt), error: job.error, node: job.node },
  ...{ last_started_at: presentDate(job.lastStartedAt), last_ended_at: presentDate(job.lastEndedAt) },
})
