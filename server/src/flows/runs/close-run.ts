import { inTransaction } from '../../db/index.ts'
import { clockOf, type FlowDeps } from '../deps.ts'
import { isForSomebody, retryAfter } from './failure.rules.ts'
import type { Failure, Flow, FlowPulse, Run } from '../model.ts'
import { RunStopped, type Recorder } from './recorder.ts'
import { lockFlow, updatePulse } from '../store.flows.ts'
import { endRun } from './store.runs.ts'
import { tellPeople } from '../tell.ts'
import { tellOfRun } from './tell-of-run.ts'

/** A file that still changes is looked at again after so long; then less often, should it never end. */
const SOON_MS = 60_000
const LATER_MS = 600_000

/**
 * Ends a run: its figures, when the flow runs again, and who is told, in one transaction. Throws `RunStopped` when it
 * was canceled meanwhile, or taken for dead.
 */
export const closeRun = async (
  deps: FlowDeps,
  { id }: Flow,
  run: Run,
  recorder: Recorder,
  failure: Failure | null,
): Promise<void> => {
  const now = clockOf(deps)
  await inTransaction(deps.db, async (tx) => {
    // As it is now: somebody may have changed or paused it since the run began.
    const flow = await lockFlow(tx, id)
    const pulse = flow ? pulseAfter(flow, run, recorder, failure, now) : {}
    const { counts, progress } = recorder
    const end = { state: failure ? ('failed' as const) : ('done' as const), counts, progress, failure }
    const isEnded = await endRun(tx, run.id, { ...end, retryAt: pulse.retryAt ?? null, endedAt: now })
    if (!isEnded) throw new RunStopped()
    if (!flow) return
    await updatePulse(tx, id, pulse)
    if (run.dry) return
    if (flow.toldLateAt && pulse.lastChangeAt) await tellPeople(tx, flow, 'settled', { statuses: ['late'] })
    await tellOfRun(tx, deps, { before: flow, run, failure })
  })
}

const pulseAfter = (
  flow: Flow,
  run: Run,
  { counts, again }: Recorder,
  failure: Failure | null,
  now: Date,
): FlowPulse => {
  // Whatever changed in the source meanwhile may have been listed already, or not.
  const isActive = flow.state === 'active'
  const event: FlowPulse = flow.eventAt ? { eventAt: null, ...(isActive && { retryAt: now }) } : {}
  if (run.dry) return event
  const isChanged = counts.published + counts.warned > 0
  const change: FlowPulse = isChanged ? { lastRunAt: now, lastChangeAt: now, toldLateAt: null } : { lastRunAt: now }
  const pause = again === 'now' ? 0 : run.trigger === 'retry' ? LATER_MS : SOON_MS
  const soon = again && isActive ? new Date(now.getTime() + pause) : null
  if (!failure) return { ...change, lastSuccessAt: now, failingSince: null, retries: 0, retryAt: soon, ...event }
  const retryAt = isActive && !isForSomebody(failure) ? retryAfter(flow.retries, now) : null
  const failing = { failingSince: flow.failingSince ?? now, retries: flow.retries + 1, retryAt: retryAt ?? soon }
  return { ...change, ...failing, ...event }
}
