import { isDatabaseGone } from '../../db/index.ts'
import type { Task } from '../../jobs/index.ts'
import { enqueueRun, RUN_TASK } from './ask-run.ts'
import { clockOf, type FlowDeps } from '../deps.ts'
import { closeRun } from './close-run.ts'
import { failureOf } from './failure.rules.ts'
import type { Failure, Flow, Run } from '../model.ts'
import { createRecorder, RunStopped, type Recorder } from './recorder.ts'
import { runFiles } from './run-files.ts'
import { handOver } from './resume-runs.ts'
import { runMirror } from './run-mirror.ts'
import { selectFlow } from '../store.flows.ts'
import { beginRun, selectOpenRun, selectWaitingRuns } from './store.runs.ts'

/**
 * Does the run that waits, if there is one. May run twice: a run is begun once, and whatever was published before its
 * process died is found again by its bytes. When the server stops, or its database went away, the next run goes on.
 */
export const runFlow = async (
  deps: FlowDeps,
  flowId: string,
  closing = new AbortController().signal,
): Promise<void> => {
  const flow = await selectFlow(deps.db, flowId)
  const run = await selectOpenRun(deps.db, flowId)
  if (!flow || run?.state !== 'waiting' || !(await beginRun(deps.db, run.id, clockOf(deps)))) return
  const recorder = createRecorder(deps.db, run, { now: () => clockOf(deps), closing })
  try {
    const failure = await attempt(deps, flow, run, recorder)
    await closeRun(deps, flow, run, recorder, failure)
  } catch (error) {
    if (!(error instanceof RunStopped) && !isDatabaseGone(error)) throw error
    // Canceled, or taken by another process, it isn't ours to hand over: nothing happens then.
    await handOver(deps, run, closing)
  } finally {
    recorder.close()
  }
}

/** However many flows are due, mails and links don't wait for them. */
const AT_ONCE = 4

/** The task of `jobs` that does it: a few at once in a process, the others when one of them ends. */
export const runFlowTask = (deps: FlowDeps): Task => {
  let running = 0
  return {
    name: RUN_TASK,
    run: async (payload, { signal }) => {
      if (running >= AT_ONCE) return
      running += 1
      try {
        await runFlow(deps, (payload as { flow: string }).flow, signal)
      } finally {
        running -= 1
      }
      const [next] = await selectWaitingRuns(deps.db, 0)
      if (next) await enqueueRun(deps.db, next)
    },
  }
}

/** What failed is an outcome to record; what isn't foreseen is ours, recorded too, since people wait for an answer. */
const attempt = async (deps: FlowDeps, flow: Flow, run: Run, recorder: Recorder): Promise<Failure | null> => {
  try {
    const { definition } = flow
    return definition.kind === 'files'
      ? await runFiles(deps, { flow, definition, run, recorder })
      : await runMirror(deps, { flow, definition, run, recorder })
  } catch (error) {
    if (error instanceof RunStopped || recorder.signal.aborted) throw new RunStopped()
    if (isDatabaseGone(error)) throw error
    return failureOf(error)
  }
}
