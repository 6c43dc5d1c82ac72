import { randomUUID } from 'node:crypto'
import type { Actor } from '../lib/actor.ts'
import { Conflict } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import { enqueue } from '../jobs/index.ts'
import type { Flow, Run, Trigger } from './model.ts'
import { nextRunAfter } from './schedule.rules.ts'
import { lockDueFlows, lockFlow, updatePulse } from './store.flows.ts'
import { cutRuns, insertRun, selectForgottenRuns, selectOpenRun } from './store.runs.ts'

/** What runs a flow: see `runFlowTask`. */
export const RUN_TASK = 'run-flow'

/** A run that says nothing for so long is dead. */
const SILENT_SECONDS = 60

interface Asked {
  trigger: Trigger
  dry?: boolean
  backfill?: boolean
  askedBy?: string | null
}

/**
 * Asks for a run, or answers the one that is under way: one at a time per flow, on all nodes. A dry run does nothing, so
 * a draft may have one; a real one needs a flow that isn't a draft. Rights were checked with the flow. Throws `Conflict`.
 */
export const startRun = async (db: Db, actor: Actor, flow: Flow, asked: Omit<Asked, 'askedBy'>): Promise<Run> => {
  if (flow.state === 'draft' && !asked.dry) throw new Conflict(NOT_ACTIVE)
  const askedBy = actor.kind === 'user' ? actor.userId : null
  return inTransaction(db, async (tx) => {
    await lockFlow(tx, flow.id)
    const run = (await askRun(tx, flow.id, { ...asked, askedBy }, new Date())) ?? (await selectOpenRun(tx, flow.id))
    // Ended between two looks: the next question begins one.
    if (!run) throw new Conflict(TRY_AGAIN)
    if (run.dry !== (asked.dry ?? false) || run.backfill !== (asked.backfill ?? false)) throw new Conflict(UNDER_WAY)
    return run
  })
}

/** A new run, or undefined when one waits or runs. */
const askRun = async (tx: Tx, flowId: string, asked: Asked, now: Date): Promise<Run | undefined> => {
  const { trigger, dry = false, backfill = false, askedBy = null } = asked
  const run = await insertRun(tx, { id: randomUUID(), flowId, trigger, dry, backfill, askedBy, createdAt: now })
  if (run) await enqueueRun(tx, flowId)
  return run
}

/** A few lanes: however many flows are due, mails and links don't wait for them. */
const LANES = 4

const enqueueRun = (db: Db, flowId: string): Promise<void> =>
  enqueue(db, RUN_TASK, { flow: flowId }, { queue: `flows-${Number.parseInt(flowId.slice(0, 8), 16) % LANES}` })

/** Something changed in the source: looks at once, or right after the run that is under way. */
export const startForEvent = (db: Db, { id, state }: Flow, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    if (state !== 'active') return
    await lockFlow(tx, id)
    const run = await askRun(tx, id, { trigger: 'event' }, now)
    if (!run) await updatePulse(tx, id, { retryAt: now })
  })

/**
 * Begins the runs whose time has come: one for each flow, however many times were missed; and goes on with those whose
 * process died. May run twice, and on several nodes: a flow is taken by one transaction.
 */
export const startDueFlows = async (db: Db, now = new Date()): Promise<void> => {
  await resume(db, await cutRuns(db, SILENT_SECONDS))
  for (const flowId of await selectForgottenRuns(db, SILENT_SECONDS)) await enqueueRun(db, flowId)
  await inTransaction(db, async (tx) => {
    for (const flow of await lockDueFlows(tx, now)) {
      const isRetry = flow.nextRunAt === null || flow.nextRunAt > now
      await askRun(tx, flow.id, { trigger: isRetry ? 'retry' : 'schedule' }, now)
      // One that is under way counts for this time.
      const nextRunAt = isRetry ? flow.nextRunAt : nextRunAfter(flow.definition.schedule, now)
      await updatePulse(tx, flow.id, { nextRunAt, retryAt: null })
    }
  })
}

/** When this process is the only one: what runs in the database died with the last one, and goes on at once. */
export const resumeCutRuns = async (db: Db): Promise<void> => resume(db, await cutRuns(db, 0))

/** Whoever tried without effect tries again; the others are waited for. */
const resume = async (db: Db, cut: Run[]): Promise<void> => {
  for (const { flowId, backfill } of cut.filter(({ dry }) => !dry)) {
    await inTransaction(db, async (tx) => {
      const flow = await lockFlow(tx, flowId)
      if (flow && flow.state !== 'draft') await askRun(tx, flowId, { trigger: 'retry', backfill }, new Date())
    })
  }
}

const NOT_ACTIVE: Text = {
  fr: 'Ce flux est un brouillon : essayez-le à blanc, puis activez-le.',
  en: 'This flow is a draft: try it without effect, then activate it.',
}
const UNDER_WAY: Text = {
  fr: 'Un autre passage de ce flux est en cours. Attendez sa fin, ou arrêtez-le.',
  en: 'Another run of this flow is under way. Wait for its end, or stop it.',
}
const TRY_AGAIN: Text = {
  fr: 'Un passage vient de se terminer. Recommencez.',
  en: 'A run has just ended. Try again.',
}
