/** What people did, and were refused: kept for whoever has to find out. */
export { purgeAudit } from './entries.ts'
export { recordRequests } from './record-requests.ts'
export { createRecorder, type Recorder } from './recorder.ts'
