import { inTransaction } from '../../db/index.ts'
import { clockOf, type FlowDeps } from '../deps.ts'
import { isForSomebody, retryAfter } from './failure.rules.ts'
import type { Failure, Flow, FlowPulse, Run } from '../model.ts'
import { RunStopped, type Recorder } from './recorder.ts'
import { lockFlow, updatePulse } from '../store.flows.ts'
import { endRun } from './store.runs.ts'
import { tellPeople } from '../tell.ts'
import { tellOfRun } from './tell-of-run.ts'

/** A file that still changes, or what one run could not take, is looked at again after so long. */
const SOON_MS = 60_000

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
    const pulse = flow && !run.dry ? pulseAfter(flow, recorder, failure, now) : {}
    const { counts, progress } = recorder
    const end = { state: failure ? ('failed' as const) : ('done' as const), counts, progress, failure }
    const isEnded = await endRun(tx, run.id, { ...end, retryAt: pulse.retryAt ?? null, endedAt: now })
    if (!isEnded) throw new RunStopped()
    if (!flow || run.dry) return
    await updatePulse(tx, id, pulse)
    if (flow.toldLateAt && pulse.lastChangeAt) await tellPeople(tx, flow, 'settled', { statuses: ['late'] })
    await tellOfRun(tx, deps, { before: flow, run, failure })
  })
}

const pulseAfter = (flow: Flow, { counts, isMoreSoon }: Recorder, failure: Failure | null, now: Date): FlowPulse => {
  const isChanged = counts.published + counts.warned > 0
  const soon = isMoreSoon && flow.state === 'active' ? new Date(now.getTime() + SOON_MS) : null
  const change: FlowPulse = isChanged ? { lastRunAt: now, lastChangeAt: now, toldLateAt: null } : { lastRunAt: now }
  if (!failure) return { ...change, lastSuccessAt: now, failingSince: null, retries: 0, retryAt: soon }
  const retryAt = flow.state === 'active' && !isForSomebody(failure) ? retryAfter(flow.retries, now) : null
  return { ...change, failingSince: flow.failingSince ?? now, retries: flow.retries + 1, retryAt: retryAt ?? soon }
}
