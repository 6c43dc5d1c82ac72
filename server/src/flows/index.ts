/** Automatic flows: declared sources whose files become resources by rule, on a schedule. */
export type { FlowDeps } from './deps.ts'
export { activateFlow, createFlow } from './flows.ts'
export { findFlowBlobs } from './blobs.ts'
export { findFeedings, type Feeding } from './feedings.ts'
export { purgeRuns } from './purge-runs.ts'
export { runFlow, runFlowTask } from './run-flow.ts'
export { resumeCutRuns, startDueFlows, startRun } from './start-runs.ts'
export { watchFlows } from './watch-flows.ts'
