import type { DepositDeps } from '../ingest/index.ts'
import type { Text } from '../lib/text.ts'
import type { Outgoing } from '../outgoing/index.ts'
import type { Perimeter } from '../remotes/index.ts'

export interface MirrorDeps extends DepositDeps {
  outgoing: Outgoing
}

/** Which catalogue is copied, whose it becomes, and how. */
export interface Mirror {
  /** What it wrote before is known by it. */
  flowId: string
  /** Without a final slash. */
  server: string
  /** Null: what everybody sees there. */
  apiKey: string | null
  perimeter: Perimeter
  /** The datasets are hers. */
  organizationId: string
  /** Their files become files of ours, or links to theirs. */
  files: 'copy' | 'link'
}

export type MirrorOutcome = 'published' | 'unchanged' | 'failed' | 'vanished' | 'ignored'

/** What became of one object of the other server. */
export interface MirrorEvent {
  /** Its id there; of a resource, after the id of its dataset and a slash. */
  key: string
  /** As it is called there. */
  title: string
  outcome: MirrorOutcome
  /** Why, in words; null when the outcome says it all. */
  text: Text | null
  /** A stable word for the reason; null when there is none. */
  code: string | null
  datasetId: string | null
  resourceId: string | null
  /** Copied. */
  bytes: number
}

/** Awaited after each object. What it throws ends the copy there, between two objects: the next one goes on. */
export type MirrorObserver = (event: MirrorEvent) => Promise<void> | void

/** Awaited while a file comes, with what came of it so far. What it throws ends the copy there: the next one asks for the file again. */
export type OnBytes = (bytes: number) => Promise<void> | void

/** One object of the other server and what it is here. */
export interface Mirrored {
  remoteId: string
  localId: string
  /** False: the id of a resource that is being made, and may not exist yet. */
  made: boolean
  /** Of all that was read there, when all of it arrived. */
  fingerprint: string | null
  /** The state there of the file that was copied last. */
  copied: string | null
  /** What the mirror wrote, field by field, as it was stored. */
  written: Written
  vanishedAt: Date | null
}

export type Written = Record<string, unknown>

/** Whose memory it is. */
export interface MirrorKey {
  flowId: string
  server: string
}
