/** What the HTTP API sends, as it sends it: snake_case, dates as ISO strings. */
export type Ref = { id: string; label: string }
/** `alternate_titles` begins with the French one, when the title is not French. */
export type License = { id: string; title: string; alternate_titles: string[]; url?: string | null }
export type Limits = { max_upload_bytes: number }

export type OrganizationRef = {
  id: string
  name: string
  slug: string
  acronym?: string | null
  page?: string
  logo_thumbnail?: string | null
  /** Of whoever asks: `members` is an administrator's. */
  permissions?: { edit: boolean; delete: boolean; members: boolean; private: boolean }
}
export type Organization = OrganizationRef & {
  description: string
  url: string | null
  /** A SIRET. */
  business_number_id: string | null
  badges: { kind: string }[]
  logo: string | null
  members: Member[]
  created_at: string
}
export type OrganizationInput = {
  name: string
  description: string
  acronym?: string | null
  url?: string | null
  business_number_id?: string | null
}
export type Role = 'admin' | 'editor' | 'partial_editor'
/** `email`: as much of it as the caller may read; `last_login_at`: for colleagues. */
export type MemberUser = UserRef & { email: string; last_login_at: string | null }
export type Member = { user: MemberUser; role: Role; since: string; label: string }
export type OrganizationSuggestion = { id: string; name: string; acronym: string | null; slug: string }

export type UserRef = {
  id: string
  first_name: string
  last_name: string
  slug?: string
  avatar?: string | null
  avatar_thumbnail?: string | null
}
export type User = UserRef & {
  email?: string
  roles?: string[]
  about?: string | null
  website?: string | null
  organizations?: OrganizationRef[]
}

export type ApiKey = {
  id: string
  name: string | null
  token_prefix: string
  created_at: string
  last_used_at: string | null
  revoked_at: string | null
  expires_at: string | null
  scopes: string[]
  /** The only one that it works for. */
  organization: string | null
}
export type NewApiKey = ApiKey & { token: string }

export type Column = { name: string; type?: string }
export type ResourceType = 'main' | 'documentation' | 'update' | 'api' | 'code' | 'other'
export type ResourceExtras = Record<string, unknown>
export type Resource = {
  id: string
  title: string
  description: string | null
  filetype: 'file' | 'remote'
  type: ResourceType
  format: string | null
  url: string
  latest: string
  filesize: number | null
  mime: string | null
  checksum: { type: string; value: string } | null
  schema: ResourceSchema | null
  created_at: string
  last_modified: string
  extras: ResourceExtras
}
/** A schema that a file declares: the name of a known one, or its address. */
export type ResourceSchema = { name: string | null; version: string | null; url: string | null }
export type UploadedResource = Resource & { success: true }
export type Place =
  | { kind: 'file' }
  | { kind: 'sheet'; sheet: string }
  | { kind: 'column'; column: number; name: string }
  | { kind: 'line'; line: number }
  | { kind: 'field'; on: 'dataset' | 'resource'; field: string }
/** Why somebody called a finding normal. */
export type SilenceReason = { id: string; reason: string; author: UserRef | null; created_at: string }
export type Finding = {
  rule: string
  severity: 'blocker' | 'warning' | 'advice'
  place: Place
  message: string
  examples: { row: number; value: string }[]
  fix: Fix | null
  /** False: it is about one version, or never normal. */
  can_silence: boolean
  silenced: SilenceReason | null
}
/** `resource`: the file that it is about; null: the words, or all the files together. */
export type DatasetFinding = Finding & { resource: string | null }
export type DatasetFindings = {
  counts: { blocker: number; warning: number; advice: number }
  findings: DatasetFinding[]
  silenced: DatasetFinding[]
}
export type SilencedFinding = SilenceReason & { rule: string; place: Place }
/** What can be done of a finding in one click; positions are those of the file as the fixes before left it. */
export type Fix =
  | { action: 'to_utf8' | 'drop_duplicate_rows' | 'strip_control_characters' }
  | { action: 'pad_zeros'; column: number; length: number }
  | { action: 'strip_decimals' | 'iso_dates' | 'decimal_points'; column: number }
  | { action: 'rename_columns'; names: Record<string, string> }
  | { action: 'drop_columns' | 'trim_cells' | 'swap_columns'; columns: number[] }
  | { action: 'drop_lines'; lines: number[] }
  | { action: 'empty_values'; column: number; values: string[] }
  | { action: 'export_sheet'; sheet: string }
  | { action: 'rename_file'; file_name: string }
  | { action: 'edit_metadata'; on: 'dataset' | 'resource'; changes: Record<string, unknown> }
export type Cells = (string | null)[]
export type Comparison = {
  columns: {
    added: string[]
    removed: string[]
    renamed: { from: string; to: string }[]
    retyped: { name: string; from: string; to: string }[]
    reordered: boolean
  }
  format: { what: 'format' | 'encoding' | 'separator'; from: string; to: string }[]
  rows: {
    before: number
    after: number
    key: string[] | null
    added: number
    removed: number
    changed: number | null
    changed_by_column: { name: string; count: number }[]
  }
  shown: string[]
  samples: { added: Cells[]; removed: Cells[]; changed: { before: Cells; after: Cells }[] }
}
export type ColumnType = 'text' | 'integer' | 'number' | 'date' | 'datetime' | 'boolean'
export type DepositReport = {
  verdict: 'publish' | 'confirm' | 'unchanged'
  sentence: string
  findings: Finding[]
  inspection: {
    format: string
    problem: { message: string } | null
    sheets: { name: string; chosen: boolean }[] | null
    geo: Geo | null
    table: {
      row_count: number
      encoding: string | null
      separator: string | null
      columns: { name: string; type: ColumnType }[]
      sample: Cells[]
    } | null
  }
  comparison: Comparison | null
  overtaken_by: { version: number; created_at: string } | null
}
/** What is known of a geographic file; `bbox`: west, south, east, north. */
export type Geo = {
  geometry_types: { type: string; count: number }[]
  feature_count: number
  bbox: [number, number, number, number] | null
  crs: { code: string; source: 'declared' | 'guessed' } | null
  has_tiles: boolean
  map_note: string | null
}
/** A file that waits for somebody to publish it. */
export type Deposit = {
  id: string
  dataset: string
  state: 'looking' | 'ready' | 'waiting' | 'published'
  resource: string | null
  file_name: string
  filesize: number
  sha256: string
  created_at: string
  /** Null: a flow holds it (`flow`), as long as nobody decides. */
  expires_at: string | null
  flow: string | null
  /** What made this file of the one that was sent, and what each did, in words. */
  fixes: Fix[]
  applied: string[]
  report: DepositReport | null
}
export type PublishedDeposit = Resource & {
  unchanged: boolean
  overtook: { version: number; created_at: string } | null
}
export type VersionComparison = {
  from: number
  to: number
  same_bytes: boolean
  filesize: { from: number; to: number }
  /** Null when one of them isn't a table. */
  comparison: Comparison | null
  findings: Pick<Finding, 'rule' | 'severity' | 'message'>[]
}
export type FileVersion = {
  number: number
  label: string | null
  current: boolean
  file_name: string
  filesize: number
  url: string
  created_at: string
  author: { first_name: string; last_name: string } | null
  via: 'web' | 'api' | 'program' | 'flow'
  reason: string | null
  restored_from: number | null
  /** What rules say of its content, by severity; null when it was never looked at, or was withdrawn. */
  findings: Record<Finding['severity'], number> | null
  purged: { at: string; reason: string } | null
}
/** One line of the story of a dataset's files; `title` is null when the file was deleted since. */
export type FileChange = {
  kind: 'added' | 'replaced' | 'restored'
  at: string
  resource: { id: string; title: string | null }
  version: FileVersion
}
export type ResourceInput = {
  title?: string
  description?: string | null
  type?: ResourceType
  format?: string | null
  mime?: string | null
  url?: string
  schema?: ResourceSchema | null
}
export type LinkInput = ResourceInput & { title: string; url: string }

/** A place that data are about. */
export type Zone = { id: string; name: string; code: string; level: string }
export type SpatialCoverage = { zones: string[]; granularity: string }
export type ContactPointInput = { name: string; role: string; email?: string | null; contact_form?: string | null }
export type ContactPoint = {
  id: string
  name: string
  email: string | null
  contact_form: string | null
  role: string
}
export type AccessType = 'open' | 'open_with_account' | 'restricted'
export type AccessAudience = { role: string; condition: string }
export type AccessInput = {
  access_type?: AccessType
  access_audiences?: AccessAudience[]
  authorization_request_url?: string | null
  access_type_reason_category?: string | null
  access_type_reason?: string | null
}

/** Who gives, or who is to get. */
export type Party = { class: 'User' | 'Organization'; id: string }
export type Transfer = {
  id: string
  user: UserRef | null
  owner: ({ class: 'User' } & UserRef) | ({ class: 'Organization' } & OrganizationRef) | null
  recipient: ({ class: 'User' } & UserRef) | ({ class: 'Organization' } & OrganizationRef) | null
  comment: string
  created: string
  status: 'pending' | 'accepted' | 'refused'
}
export type TemporalCoverage = { start: string; end: string | null }
export type Dataset = {
  id: string
  slug: string
  title: string
  acronym: string | null
  description: string
  description_short: string | null
  tags: string[]
  frequency: string
  license: string
  temporal_coverage: TemporalCoverage | null
  spatial: SpatialCoverage | null
  contact_points: ContactPoint[]
  access_type: string
  access_audiences: AccessAudience[]
  authorization_request_url: string | null
  access_type_reason_category: string | null
  access_type_reason: string | null
  /** Which criteria hold, and their share (`score`). */
  quality: Record<string, unknown>
  resources: Resource[]
  organization: OrganizationRef | null
  owner: UserRef | null
  created_at: string
  last_modified: string
  last_update: string | null
  deleted: string | null
  archived: string | null
  private: boolean
  extras: Record<string, unknown>
  page: string
  badges?: { kind: string }[]
  featured?: boolean
}
export type DatasetInput = {
  title?: string
  acronym?: string | null
  description?: string
  description_short?: string | null
  tags?: string[]
  frequency?: string | null
  license?: string | null
  temporal_coverage?: TemporalCoverage | null
  spatial?: SpatialCoverage
  contact_points?: string[]
  organization?: string | null
  private?: boolean
  archived?: string | null
  deleted?: null
} & AccessInput

/** What somebody typed in a form: the changed fields, and what each was when they began. */
export type DraftInput = { fields: Record<string, unknown>; before: Record<string, unknown>; revision: number }
export type Draft = DraftInput & { begun_at: string; updated_at: string }
/** Somebody else at the same form; `fields`: names only. */
export type Writer = { user: UserRef; fields: string[]; begun_at: string; updated_at: string }
export type DatasetDraft = { draft: Draft | null; others: Writer[]; etag: string }

/** One page of a list; `total` counts them all. */
export type Page<T> = { data: T[]; total: number; page: number; page_size: number }

/** The site itself; udata's has the same. */
export type Site = { id: string; title: string; version?: string }
/** A resumable upload that isn't finished. */
export type UnfinishedUpload = {
  id: string
  file_name: string
  filesize: number
  dataset: string | null
  resource: string | null
  uri: string
}

/** A body with the ETag that came with it. */
export type Tagged<T> = { value: T; etag: string | null }

export type SessionAnswer = { tf_required?: boolean; confirmation_required?: boolean }
export type SignInInput = { email: string; password: string }
export type RegisterInput = SignInInput & {
  password_confirm: string
  first_name: string
  last_name: string
  accept_conditions: boolean
}
export type SetupInput = SignInInput & { code: string; first_name: string; last_name: string }

/** How an organization works in the back-office. */
export type OrganizationSettings = {
  recommended_tags: string[]
  /** Without them a draft can't become public. */
  required_tags: string[]
  default_license: string | null
  default_contact_point: string | null
  help_url: string | null
  help_email: string | null
  /** For who asks to join: who answers, and when. */
  membership_help: string | null
  /** Editors submit, administrators publish. */
  four_eyes: boolean
}

/** Submitted and planned ones are to come; the others are ends. */
export type PublicationState = 'submitted' | 'planned' | 'done' | 'failed' | 'canceled' | 'refused'

/** What is to be published later, or once somebody agreed. */
export type Publication = {
  id: string
  kind: 'dataset' | 'deposit'
  state: PublicationState
  organization: string | null
  dataset: { id: string; title: string; slug: string; private: boolean }
  /** Null: the dataset itself, a draft. `resource` null: a new file. */
  deposit: { id: string; file_name: string; resource: string | null } | null
  /** Null: as soon as somebody agrees. */
  publish_at: string | null
  reason: string | null
  asked_by: UserRef | null
  asked_at: string
  decided_by: UserRef | null
  decided_at: string | null
  decision_reason: string | null
  ended_at: string | null
  error: string | null
  permissions: { decide: boolean; cancel: boolean }
}

export type AlikeDataset = { id: string; title: string; why: 'title' | 'file'; page: string }
/** What the files of a dataset suggest to write of it. */
export type Suggestions = {
  title: string | null
  description: string | null
  temporal_coverage: { start: string; end: string } | null
  tags: { tag: string; why: 'required' | 'recommended' | 'used' }[]
  alike: AlikeDataset[]
}
