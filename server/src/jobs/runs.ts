import { hostname } from 'node:os'
import type pg from 'pg'
import type { Db } from '../db/index.ts'
import { deleteRuns, insertRun, updateRun } from './store.ts'

/** This process, as people would look for it. */
const NODE = `${hostname()}:${process.pid}`

const KEPT_DAYS = 30

/** Runs a job and notes when it began, when it ended and what went wrong: the queue forgets what succeeded. */
export const noteRun = async (pool: pg.Pool, jobId: string, name: string, run: () => Promise<void>): Promise<void> => {
  const id = await insertRun(pool, { jobId, name, node: NODE })
  try {
    await run()
  } catch (error) {
    await updateRun(pool, id, error instanceof Error ? error.message : String(error))
    throw error
  }
  await updateRun(pool, id, null)
}

/** Forgets runs of more than thirty days: a job, that may run twice. */
export const purgeJobRuns = (db: Db): Promise<void> => deleteRuns(db, KEPT_DAYS)
