import type { Findings } from './inspect-file.ts'
import type { Problem } from './model.ts'

/** What the worker says of the file it was given: `format` as soon as it knows, then its answer. */
export type WorkerMessage =
  | { kind: 'format'; format: string }
  /** `worn`: the worker keeps so much memory that another had better take the next file. */
  | { kind: 'answer'; answer: WorkerAnswer; worn: boolean }

export type WorkerAnswer =
  | { kind: 'findings'; findings: Findings }
  | { kind: 'problem'; problem: Problem }
  | { kind: 'out_of_memory' }
  /** `system`: the machine's fault (a full disk, a missing file), not the file's. */
  | { kind: 'error'; message: string; system: boolean }

/** How the worker ends when a file takes more memory than it may. */
export const OUT_OF_MEMORY_EXIT = 88
