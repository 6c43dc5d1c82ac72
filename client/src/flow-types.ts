/** Automatic flows, as `/api/1/flows/` sends them. The definition is the same in YAML. */
import type { OrganizationRef, ResourceType, UserRef } from './types.ts'

export type FlowSource =
  | { kind: 's3'; endpoint: string; region: string; bucket: string; prefix: string; path_style: boolean }
  | { kind: 'web'; url: string; index: boolean }
  | { kind: 'sftp'; host: string; port: number; user: string; folder: string; host_key: string | null }
  | { kind: 'ftps'; host: string; port: number; user: string; folder: string; implicit: boolean }
  | { kind: 'folder'; path: string }
  | { kind: 'inbox' }

export type FlowSchedule =
  { kind: 'manual' } | { kind: 'every'; minutes: number } | { kind: 'cron'; expression: string; time_zone: string }

export type GateAction = 'publish' | 'warn' | 'hold'
export type FlowField =
  | 'dataset.title'
  | 'dataset.description'
  | 'dataset.temporal_coverage'
  | 'resource.title'
  | 'resource.description'
  | 'resource.type'

export type FlowAlerts = { people: 'admins' | 'all'; mails: string[]; webhooks: string[] }

export type FilesDefinition = {
  kind: 'files'
  source: FlowSource
  selection: {
    pattern: string
    exclude: string[]
    min_bytes: number | null
    max_bytes: number | null
    settle_seconds: number
  }
  mapping: {
    identity: string[]
    several: 'fail' | 'latest'
    dataset:
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
    resource: {
      title: string | null
      description: string | null
      file_name: string | null
      type: ResourceType
      order: 'title' | 'newest' | null
    }
    vanished: 'keep' | 'archive' | 'alert'
    convert: { kind: 'utf8' } | { kind: 'sheet'; sheet: string | number } | { kind: 'unzip'; member: string } | null
  }
  owns: FlowField[]
  schedule: FlowSchedule
  gates: {
    blocker: GateAction
    warning: GateAction
    rules: Record<string, GateAction>
    rows: { min_percent: number | null; max_percent: number | null; minimum: number | null; action: GateAction }
  }
  expected_days: number | null
  alerts: FlowAlerts
  destination: { kind: 'here' } | { kind: 'udata'; server: string; dataset_id: string }
}

export type MirrorDefinition = {
  kind: 'mirror'
  server: string
  perimeter: { by: 'organization' | 'tag' | 'topic'; value: string }
  files: 'copy' | 'link'
  schedule: FlowSchedule
  alerts: FlowAlerts
}

export type FlowDefinition = FilesDefinition | MirrorDefinition

/** What may be left out on the way in takes its default (`GET /api/1/flows/defaults/`). */
export type FlowInput = {
  name: string
  organization: string
  slug?: string
  definition: Record<string, unknown>
  /** Sent, never read back: an absent name keeps the value that is there, null forgets it. */
  credentials?: Record<string, string | null>
  credentials_expire_at?: string | null
}

export type FlowState = 'draft' | 'active' | 'paused'
/** `late`: nothing came for longer than promised. `held`: files wait in quarantine. */
export type FlowHealth = 'draft' | 'paused' | 'never_run' | 'ok' | 'held' | 'late' | 'failing'

export type Outcome =
  'published' | 'warned' | 'held' | 'unchanged' | 'waiting' | 'ignored' | 'vanished' | 'conflict' | 'failed'

export type FlowRun = {
  id: string
  flow: string
  number: number
  trigger: 'schedule' | 'person' | 'event' | 'backfill' | 'retry'
  dry: boolean
  backfill: boolean
  state: 'waiting' | 'running' | 'done' | 'failed' | 'canceled' | 'cut'
  asked_by: UserRef | null
  created_at: string
  started_at: string | null
  ended_at: string | null
  counts: Record<Outcome, number>
  progress: { seen: number; done: number; to_do: number; bytes: number; bytes_to_do: number; current: string | null }
  failure: { code: string; message: string } | null
  retry_at: string | null
  /** « 2 fichiers publiés, 1 retenu. » */
  sentence: string
}

export type FlowDecision = {
  position: number
  key: string
  outcome: Outcome
  code: string | null
  message: string | null
  size_bytes: number | null
  dataset: string | null
  resource: string | null
  version: number | null
  held: string | null
  duration_ms: number | null
  created_at: string
}

export type HeldFile = {
  id: string
  flow: { id: string; name: string; slug: string }
  run: string
  key: string
  dataset: { id: string; title: string } | null
  resource: string | null
  /** The deposit whose report says everything: `GET /api/1/datasets/{dataset}/deposits/{deposit}/`. */
  deposit: string | null
  file_name: string
  size_bytes: number
  reasons: { rule: string; action: GateAction; message: string }[]
  state: 'waiting' | 'released' | 'rejected' | 'replaced'
  created_at: string
  decided: { at: string; by: UserRef | null; reason: string | null } | null
}

export type Flow = {
  id: string
  slug: string
  name: string
  organization: OrganizationRef
  state: FlowState
  paused: { at: string; by: UserRef | null; reason: string | null } | null
  definition: FlowDefinition
  revision: number
  credentials: { set: string[]; accepted: string[]; expires_at: string | null }
  health: FlowHealth
  /** The health in words, with what to do. */
  sentence: string
  next_run_at: string | null
  last_run: FlowRun | null
  last_success_at: string | null
  last_change_at: string | null
  failing_since: string | null
  held: number
  created_at: string
  created_by: UserRef | null
}

/** What a source answers when it is tried; `sample`: its first files. */
export type SourceTest = {
  ok: boolean
  code: string | null
  message: string
  /** Of an SFTP server: to be pinned. */
  host_key: string | null
  sample: { key: string; size_bytes: number | null; modified_at: string | null }[]
  /** Whether there are more than the sample. */
  more: boolean
  /** Patterns that the names suggest, the likeliest first. */
  patterns: string[]
}

/** What a mapping makes of the real listing. */
export type MappingPreview = {
  seen: number
  matched: number
  items: {
    key: string
    outcome: 'mapped' | 'ignored' | 'conflict'
    message: string | null
    parts: Record<string, string>
    identity: string | null
    dataset: string | null
    title: string | null
    file_name: string | null
  }[]
  more: boolean
}

/** A message to a program, and what became of it. */
export type FlowDelivery = {
  id: string
  url: string
  type: string
  state: 'waiting' | 'delivered' | 'failed' | 'gone'
  created_at: string
  attempts: { at: string; status: number | null; message: string }[]
}

/** Who writes a field of a dataset or of a file that a flow feeds. */
export type FieldOwner = {
  on: 'dataset' | 'resource'
  id: string
  field: string
  /** `person`: it says something else than what the flow last wrote, at `since`. */
  owner: 'flow' | 'person'
  since: string
}

/** A file that a flow feeds, for the page of its dataset. */
export type Feeding = {
  flow: { id: string; slug: string; name: string; state: FlowState; health: FlowHealth; sentence: string }
  resource: string
  last_run_at: string | null
  next_run_at: string | null
  last_change_at: string | null
  fields: FieldOwner[]
}
