import type { Db } from '../../db/index.ts'
import { daysAfter } from '../../lib/dates.ts'
import { deleteRunsBefore } from './store.runs.ts'

const DAYS_KEPT = 180
/** Of each flow, however old: one that runs once a year has a history too. */
const RUNS_KEPT = 50

/** Forgets old runs and their decisions, those with a file in quarantine excepted. May run twice: what is gone stays gone. */
export const purgeRuns = (db: Db, now = new Date()): Promise<void> =>
  deleteRunsBefore(db, daysAfter(now, -DAYS_KEPT), RUNS_KEPT)
