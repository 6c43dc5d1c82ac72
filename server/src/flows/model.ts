import type { FieldName } from './definition/fields.rules.ts'
import type { SourceSpec } from '../sources/index.ts'
import type { ResourceType } from '../catalog/index.ts'
import type { Text } from '../lib/text.ts'

/** A declared source whose files become resources by rule, on a schedule. */
export interface Flow {
  id: string
  /** In addresses, commands and YAML; unique. */
  slug: string
  name: string
  organizationId: string
  /** Who made it: what it does is done in their name, with the rights of the organization. */
  createdBy: string
  createdAt: Date
  state: FlowState
  /** Since when and by whom, when it is paused. */
  paused: { at: Date; by: string | null; reason: string | null } | null
  definition: FlowDefinition
  /** One more at each change of the definition. */
  revision: number
  /** Names of the secrets that are there; their values never leave the server. */
  secretNames: string[]
  credentialsExpireAt: Date | null
  nextRunAt: Date | null
  lastRunAt: Date | null
  lastSuccessAt: Date | null
  /** When something was last published by it. */
  lastChangeAt: Date | null
  failingSince: Date | null
  activatedAt: Date | null
  /** A failure that may pass is tried again then, after so many tries. */
  retryAt: Date | null
  retries: number
  /** Something changed in the source during a run: another one follows it. */
  eventAt: Date | null
  /** When people were last told, so that they are told once. */
  toldLateAt: Date | null
  toldExpiryAt: Date | null
}

/** What of a flow moves as it runs. */
export type FlowPulse = Partial<
  Pick<
    Flow,
    | 'nextRunAt'
    | 'retryAt'
    | 'retries'
    | 'eventAt'
    | 'lastRunAt'
    | 'lastSuccessAt'
    | 'lastChangeAt'
    | 'failingSince'
    | 'toldLateAt'
    | 'toldExpiryAt'
  >
>

export type FlowState = 'draft' | 'active' | 'paused'

/** How a flow is at a glance. `late`: nothing came for longer than promised. `held`: files wait in quarantine. */
export type FlowHealth = 'draft' | 'paused' | 'never_run' | 'ok' | 'held' | 'late' | 'failing'

/** A flow as people keep it in a file: no secret, no state. */
export interface WrittenFlow {
  slug: string
  name: string
  definition: FlowDefinition
}

export type FlowDefinition = FilesDefinition | MirrorDefinition

/** Files of a source that become files of datasets. */
export interface FilesDefinition {
  kind: 'files'
  source: SourceSpec
  selection: Selection
  mapping: Mapping
  /** What the flow writes besides files and dates, until a person takes it back (product.md, “metadata belong to people”). */
  owns: FieldName[]
  schedule: Schedule
  gates: Gates
  /** Days without a new file before somebody is told; null: what the dataset's frequency promises. */
  expectedDays: number | null
  alerts: Alerts
  destination: Destination
}

/** A catalogue of another udata server, copied here. */
export interface MirrorDefinition {
  kind: 'mirror'
  /** Address of the server, without a final slash. */
  server: string
  perimeter: { by: 'organization' | 'tag' | 'topic'; value: string }
  /** Their files become files of ours, or links to theirs. */
  files: 'copy' | 'link'
  schedule: Schedule
  alerts: Alerts
}

export interface Selection {
  /** With named parts: `musees/liste_{annee}.csv`. `*` is anything but a slash, `**` anything. */
  pattern: string
  exclude: string[]
  minBytes: number | null
  maxBytes: number | null
  /** Between the two looks at a new file: it is taken when it hasn't changed. */
  settleSeconds: number
}

export interface Mapping {
  /** Parts that distinguish one file from another; none: all of them are the same one. */
  identity: string[]
  /** Two keys of one identity: an error, or the one that was changed last. */
  several: 'fail' | 'latest'
  dataset: DatasetChoice
  resource: ResourceTemplate
  /** A file that isn't in the source any more. */
  vanished: 'keep' | 'archive' | 'alert'
  convert: Conversion | null
}

/** `{part}` in titles and descriptions is the part of the key; one dataset for each different title. */
export type DatasetChoice =
  | { kind: 'existing'; id: string }
  | {
      kind: 'template'
      title: string
      description: string
      tags: string[]
      license: string | null
      frequency: string | null
      private: boolean
    }

export interface ResourceTemplate {
  /** Null: the name of the file. */
  title: string | null
  description: string | null
  /** Null: the name in the source. */
  fileName: string | null
  type: ResourceType
  /** Of the flow's files among those of the dataset: null leaves them where people put them. */
  order: 'title' | 'newest' | null
}

export type Conversion =
  | { kind: 'utf8' }
  /** One sheet of a workbook, by its name or its number from 1, as CSV. */
  | { kind: 'sheet'; sheet: string | number }
  /** One file of a zip archive, by a pattern as in `Selection`. */
  | { kind: 'unzip'; member: string }

export type Schedule =
  | { kind: 'manual' }
  | { kind: 'every'; minutes: number }
  /** Five fields, in this time zone (`Europe/Paris`). */
  | { kind: 'cron'; expression: string; timeZone: string }

/** `warn`: published, and told to people. `hold`: waits in quarantine, the version before stays. */
export type GateAction = 'publish' | 'warn' | 'hold'

export interface Gates {
  blocker: GateAction
  warning: GateAction
  /** By name of rule, before the severity is looked at. */
  rules: Record<string, GateAction>
  /** Against the current version, in percent: −30 and 200. Null: not looked at. */
  rows: { minPercent: number | null; maxPercent: number | null; minimum: number | null; action: GateAction }
}

export interface Alerts {
  /** Who is told in the application and by mail. */
  people: 'admins' | 'all'
  /** Other addresses. */
  mails: string[]
  /** Addresses of programs. */
  webhooks: string[]
}

/** Where the files go: here, or to another server of udata's API, to a dataset of it. */
export type Destination = { kind: 'here' } | { kind: 'udata'; server: string; datasetId: string }

export const TRIGGERS = ['schedule', 'person', 'event', 'backfill', 'retry'] as const
export type Trigger = (typeof TRIGGERS)[number]

export interface Run {
  id: string
  flowId: string
  /** From 1, in the order of the flow's runs. */
  number: number
  trigger: Trigger
  /** Says what would happen, and does nothing. */
  dry: boolean
  /** History first: every former state that the source kept, oldest first. */
  backfill: boolean
  state: RunState
  /** Of who asked; null: nobody. */
  askedBy: string | null
  createdAt: Date
  startedAt: Date | null
  endedAt: Date | null
  counts: Counts
  progress: Progress
  /** Why the whole run failed. */
  failure: Failure | null
  /** When it is tried again by itself. */
  retryAt: Date | null
}

/** `cut`: its process died; another run goes on from there. */
export type RunState = 'waiting' | 'running' | 'done' | 'failed' | 'canceled' | 'cut'

export type Counts = Record<Outcome, number>

/** What became of one object in one run. */
export const OUTCOMES = [
  /** Became a version. */
  'published',
  /** Became a version, and people are told why they should look at it. */
  'warned',
  /** In quarantine. */
  'held',
  /** The same as the last time. */
  'unchanged',
  /** Looked at again at the next run: still being written, or too young. */
  'waiting',
  /** Not of this flow: no pattern, excluded, too small or large. */
  'ignored',
  /** Was there and isn't any more. */
  'vanished',
  /** Two keys for one identity. */
  'conflict',
  'failed',
] as const
export type Outcome = (typeof OUTCOMES)[number]

export const NO_COUNTS: Counts = {
  ...{ published: 0, warned: 0, held: 0, unchanged: 0, waiting: 0 },
  ...{ ignored: 0, vanished: 0, conflict: 0, failed: 0 },
}

export interface Progress {
  /** Objects listed so far. */
  seen: number
  /** Of those to be fetched: how many are done, and how many there are. */
  done: number
  toDo: number
  bytes: number
  bytesToDo: number
  /** Key of the one under way. */
  current: string | null
}

export const NO_PROGRESS: Progress = { seen: 0, done: 0, toDo: 0, bytes: 0, bytesToDo: 0, current: null }

export interface Failure {
  /** A stable word: a `SourceReason`, an error's code, `conflict`… */
  code: string
  text: Text
}

export interface Decision {
  runId: string
  position: number
  key: string
  outcome: Outcome
  /** Why, in words. */
  text: Text | null
  code: string | null
  sizeBytes: number | null
  sha256: string | null
  datasetId: string | null
  resourceId: string | null
  /** Number of the version that it became. */
  version: number | null
  heldId: string | null
  durationMs: number | null
  createdAt: Date
}

/** A file that a gate kept: the version before stays until a person decides. */
export interface Held {
  id: string
  flowId: string
  runId: string
  key: string
  identity: string
  datasetId: string | null
  resourceId: string | null
  /** Where its report is, when it would be published here. */
  depositId: string | null
  fileName: string
  sha256: string
  sha1: string
  sizeBytes: number
  reasons: GateReason[]
  state: 'waiting' | 'released' | 'rejected' | 'replaced'
  createdAt: Date
  decided: { at: Date; by: string | null; reason: string | null } | null
}

/** Why a gate did not let a file through silently. */
export interface GateReason {
  rule: string
  action: GateAction
  text: Text
}
