import { demandSiteAdmin } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import * as jobs from '../jobs/index.ts'
import type { Actor } from '../lib/actor.ts'

/** What is in the queue, in this state, and how much in each. Throws `Unauthorized`, `Forbidden`. */
export const listJobs = async (db: Db, actor: Actor, state: jobs.JobState) => {
  demandSiteAdmin(actor)
  return jobs.listWaitingJobs(db, state)
}

/** The periodic jobs with their last and next runs. Throws `Unauthorized`, `Forbidden`. */
export const listPeriodic = async (db: Db, actor: Actor): Promise<jobs.PeriodicState[]> => {
  demandSiteAdmin(actor)
  return jobs.listPeriodicJobs(db)
}

/** Tries a job at once. Throws `Unauthorized`, `Forbidden`, `NotFound`, `Conflict`. */
export const retryJob = async (db: Db, actor: Actor, id: string): Promise<void> => {
  demandSiteAdmin(actor)
  await jobs.retryJob(db, id)
}

/** Takes a job out of the queue. Throws `Unauthorized`, `Forbidden`, `NotFound`, `Conflict`. */
export const giveUpJob = async (db: Db, actor: Actor, id: string): Promise<void> => {
  demandSiteAdmin(actor)
  await jobs.giveUpJob(db, id)
}
