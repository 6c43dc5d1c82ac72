import type { Outgoing } from '../outgoing/index.ts'

export interface SourceDeps {
  outgoing: Outgoing
  /** Folder of the disk below which flows may read (`FLOW_FOLDERS`); null: nowhere. */
  folderRoot: string | null
  patience?: Partial<Patience>
}

/** How long we wait, in milliseconds. */
export interface Patience {
  /** For a connection, or the beginning of an answer. */
  answerMs: number
  /** Without a byte of a file. */
  quietMs: number
}

export const patienceOf = ({ patience }: SourceDeps): Patience => ({ answerMs: 30_000, quietMs: 60_000, ...patience })
