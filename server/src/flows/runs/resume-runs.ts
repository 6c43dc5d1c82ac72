import { setTimeout as wait } from 'node:timers/promises'
import { inTransaction, isDatabaseGone, type Db } from '../../db/index.ts'
import { askRun } from './ask-run.ts'
import type { Run } from '../model.ts'
import { lockFlow } from '../store.flows.ts'
import { cutRun, selectSilentRuns } from './store.runs.ts'

/** When this process is the only one: what runs in the database died with the last one, and goes on at once. */
export const resumeCutRuns = async (db: Db): Promise<void> => {
  for (const run of await selectSilentRuns(db, 0)) await goOn(db, run, 0)
}

/**
 * Ends a run that its process left, and asks for the one that goes on, together: a second death in between loses
 * nothing. Whoever tried without effect tries again by hand. Nothing happens when it ended, or speaks again.
 */
export const goOn = (db: Db, { id, flowId, dry, backfill }: Run, silentSeconds: number): Promise<void> =>
  inTransaction(db, async (tx) => {
    const flow = await lockFlow(tx, flowId)
    if (!(await cutRun(tx, id, silentSeconds)) || dry || !flow || flow.state === 'draft') return
    await askRun(tx, flowId, { trigger: 'retry', backfill }, new Date())
  })

const EACH_MS = 1_000
/** Later, those who look for silent runs have taken it. */
const PATIENCE_MS = 60_000

/** The same of a run of this process, which can't go on with it. A database that went away is waited for. */
export const handOver = async ({ db }: { db: Db }, run: Run, closing: AbortSignal): Promise<void> => {
  for (const until = Date.now() + PATIENCE_MS; ; await wait(EACH_MS)) {
    try {
      return await goOn(db, run, 0)
    } catch (error) {
      if (!isDatabaseGone(error) || closing.aborted || Date.now() > until) throw error
    }
  }
}
