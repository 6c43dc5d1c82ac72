import { randomUUID } from 'node:crypto'
import type { Db, Tx } from '../../db/index.ts'
import { enqueue } from '../../jobs/index.ts'
import type { Run, Trigger } from '../model.ts'
import { insertRun } from './store.runs.ts'

/** What runs a flow: see `runFlowTask`. */
export const RUN_TASK = 'run-flow'

export interface Asked {
  trigger: Trigger
  dry?: boolean
  backfill?: boolean
  askedBy?: string | null
}

/** A new run, or undefined when one waits or runs. */
export const askRun = async (tx: Tx, flowId: string, asked: Asked, now: Date): Promise<Run | undefined> => {
  const { trigger, dry = false, backfill = false, askedBy = null } = asked
  const run = await insertRun(tx, { id: randomUUID(), flowId, trigger, dry, backfill, askedBy, createdAt: now })
  if (run) await enqueueRun(tx, flowId)
  return run
}

/** Has whoever is free do the run that waits. */
export const enqueueRun = (db: Db, flowId: string): Promise<void> => enqueue(db, RUN_TASK, { flow: flowId })
