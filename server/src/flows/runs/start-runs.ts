import type { Actor } from '../../lib/actor.ts'
import { Conflict, NotFound } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import { inTransaction, type Db } from '../../db/index.ts'
import { askRun, enqueueRun, type Asked } from './ask-run.ts'
import type { Flow, Run } from '../model.ts'
import { goOn } from './resume-runs.ts'
import { nextRunAfter } from '../definition/schedule.rules.ts'
import { lockDueFlows, lockFlow, updatePulse } from '../store.flows.ts'
import { selectWaitingRuns, selectOpenRun, selectSilentRuns } from './store.runs.ts'

/** A run that says nothing for so long is dead. */
const SILENT_SECONDS = 60

/**
 * Asks for a run, or answers the one that is under way: one at a time per flow, on all nodes. A dry run does nothing, so
 * a draft may have one; a real one needs a flow that isn't a draft. Rights were checked with the flow. Throws `Conflict`,
 * `NotFound` when it was deleted meanwhile.
 */
export const startRun = async (db: Db, actor: Actor, flow: Flow, asked: Omit<Asked, 'askedBy'>): Promise<Run> => {
  if (flow.state === 'draft' && !asked.dry) throw new Conflict(NOT_ACTIVE)
  const askedBy = actor.kind === 'user' ? actor.userId : null
  return inTransaction(db, async (tx) => {
    if (!(await lockFlow(tx, flow.id))) throw new NotFound()
    const run = (await askRun(tx, flow.id, { ...asked, askedBy }, new Date())) ?? (await selectOpenRun(tx, flow.id))
    // Ended between two looks: the next question begins one.
    if (!run) throw new Conflict(TRY_AGAIN)
    if (run.dry !== (asked.dry ?? false) || run.backfill !== (asked.backfill ?? false)) throw new Conflict(UNDER_WAY)
    return run
  })
}

/** Something changed in the source: looks at once, or right after the run that is under way. */
export const startForEvent = (db: Db, { id }: Pick<Flow, 'id'>, now: Date): Promise<void> =>
  inTransaction(db, async (tx) => {
    const flow = await lockFlow(tx, id)
    if (flow?.state !== 'active') return
    const run = await askRun(tx, id, { trigger: 'event' }, now)
    if (!run) await updatePulse(tx, id, { eventAt: now })
  })

/**
 * Begins the runs whose time has come: one for each flow, however many times were missed; and goes on with those whose
 * process died. May run twice, and on several nodes: a flow is taken by one transaction.
 */
export const startDueFlows = async (db: Db, now = new Date()): Promise<void> => {
  for (const run of await selectSilentRuns(db, SILENT_SECONDS)) await goOn(db, run, SILENT_SECONDS)
  for (const flowId of await selectWaitingRuns(db, SILENT_SECONDS)) await enqueueRun(db, flowId)
  await inTransaction(db, async (tx) => {
    for (const flow of await lockDueFlows(tx, now)) {
      const isRetry = flow.nextRunAt === null || flow.nextRunAt > now
      const run = await askRun(tx, flow.id, { trigger: isRetry ? 'retry' : 'schedule' }, now)
      // One that is under way counts for this time, unless it has no effect: then this one waits for its end.
      if (!run && (await selectOpenRun(tx, flow.id))?.dry) continue
      if (isRetry) await updatePulse(tx, flow.id, { retryAt: null })
      else await updatePulse(tx, flow.id, { nextRunAt: nextRunAfter(flow.definition.schedule, now), ...FRESH })
    }
  })
}

/** A night has its own tries. */
const FRESH = { retryAt: null, retries: 0 }

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
