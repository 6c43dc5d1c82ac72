import type { Task } from '../jobs/index.ts'
import { clockOf, type FlowDeps } from './deps.ts'
import { closeRun } from './close-run.ts'
import { failureOf } from './failure.rules.ts'
import type { Failure, Flow, Run } from './model.ts'
import { createRecorder, RunStopped, type Recorder } from './recorder.ts'
import { runFiles } from './run-files.ts'
import { runMirror } from './run-mirror.ts'
import { RUN_TASK } from './start-runs.ts'
import { selectFlow } from './store.flows.ts'
import { beginRun, selectOpenRun } from './store.runs.ts'

/**
 * Does the run that waits, if there is one. May run twice: a run is begun once, and whatever was published before its
 * process died is found again by its bytes.
 */
export const runFlow = async (deps: FlowDeps, flowId: string): Promise<void> => {
  const flow = await selectFlow(deps.db, flowId)
  const run = await selectOpenRun(deps.db, flowId)
  if (!flow || run?.state !== 'waiting' || !(await beginRun(deps.db, run.id, clockOf(deps)))) return
  const recorder = createRecorder(deps.db, run, () => clockOf(deps))
  try {
    const failure = await attempt(deps, flow, run, recorder)
    await closeRun(deps, flow, run, recorder, failure)
  } catch (error) {
    // Canceled, or another process goes on with it: there is nothing more to say of it here.
    if (!(error instanceof RunStopped)) throw error
  } finally {
    recorder.close()
  }
}

/** The task of `jobs` that does it. */
export const runFlowTask = (deps: FlowDeps): Task => ({
  name: RUN_TASK,
  run: (payload) => runFlow(deps, (payload as { flow: string }).flow),
})

/** What failed is an outcome to record; what isn't foreseen is ours, recorded too, since people wait for an answer. */
const attempt = async (deps: FlowDeps, flow: Flow, run: Run, recorder: Recorder): Promise<Failure | null> => {
  try {
    const { definition } = flow
    return definition.kind === 'files'
      ? await runFiles(deps, { flow, definition, run, recorder })
      : await runMirror(deps, { flow, definition, run, recorder })
  } catch (error) {
    if (error instanceof RunStopped || recorder.signal.aborted) throw new RunStopped()
    return failureOf(error)
  }
}
