import Type from 'typebox'
import { Param } from '../http/index.ts'
import type { PeriodicState, WaitingJob } from '../jobs/index.ts'
import { presentDate } from '../lib/dates.ts'
import { QUEUE_STATES, type Job, type PeriodicJob } from './wire.models.ts'

export const JobList = Type.Object({ state: Param.choice(QUEUE_STATES) })

export const presentJob = (job: WaitingJob): Type.Static<typeof Job> => ({
  ...{ id: job.id, name: job.name, state: job.state, run_at: presentDate(job.runAt), attempts: job.attempts },
  ...{ max_attempts: job.maxAttempts, error: job.error, created_at: presentDate(job.createdAt) },
  ...{ running_since: presentDate(job.runningSince), node: job.node },
})

export const presentPeriodic = (job: PeriodicState): Type.Static<typeof PeriodicJob> => ({
  ...{ name: job.name, cron: job.cron, next_at: presentDate(job.nextAt), error: job.error, node: job.node },
  ...{ last_started_at: presentDate(job.lastStartedAt), last_ended_at: presentDate(job.lastEndedAt) },
})
