import type { ReceivedFile } from '../../ingest/index.ts'
import type { SeenObject } from '../../sources/index.ts'
import type { Mapped } from '../mapping/mapping.rules.ts'
import type { FilesDefinition, Flow, Run } from '../model.ts'
import type { Recorder } from './recorder.ts'
import type { KnownObject } from './store.objects.ts'

/** One run of a flow of files. */
export interface FilesRun {
  flow: Flow
  definition: FilesDefinition
  run: Run
  recorder: Recorder
}

/** A file that is new, or another one than the last time. */
export interface Candidate {
  seen: SeenObject
  mapped: Mapped
  fingerprint: string | null
  known: KnownObject | undefined
}

/** A file that came, and what it was in the source. */
export interface Arrived {
  candidate: Candidate
  received: ReceivedFile
  startedAt: number
}
