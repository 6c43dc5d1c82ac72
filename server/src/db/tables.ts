/** The tables as Kysely sees them. One module owns each (its name is in the comment); a test holds them to it. */
import type { ColumnType, Generated } from 'kysely'
import type { Role } from '../lib/actor.ts'

type Timestamp = ColumnType<Date, Date | string, Date | string>
type CreatedAt = ColumnType<Date, Date | undefined, never>
/** `bigint` comes out of pg as text; sizes stay below 2^53, so they are read as numbers (db/connect.ts). */
type BigInteger = ColumnType<number, number, number>
type Json<T> = ColumnType<T, string, string>
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>

export interface Tables {
  // subjects
  slug_redirects: { class: string; slug: string; object_id: string }
  // accounts
  users: UsersTable
  sessions: SessionsTable
  api_keys: ApiKeysTable
  login_failures: LoginFailuresTable
  setup_codes: { code_hash: string; created_at: CreatedAt }
  recovery_codes: { user_id: string; code_hash: string }
  mail_tokens: MailTokensTable
  // organizations
  organizations: OrganizationsTable
  organization_settings: OrganizationSettingsTable
  organization_members: OrganizationMembersTable
  assignments: AssignmentsTable
  membership_requests: MembershipRequestsTable
  // catalog
  datasets: DatasetsTable
  resources: ResourcesTable
  contact_points: ContactPointsTable
  dataset_links: { dataset_id: string; class: string; object_id: string; shown: Generated<boolean> }
  // versions
  versions: VersionsTable
  comparisons: ComparisonsTable
  // ingest
  deposits: DepositsTable
  // quality
  silenced_findings: SilencedFindingsTable
  // drafts
  drafts: DraftsTable
  // analysis
  inspections: InspectionsTable
  // ingest
  upload_parts: UploadPartsTable
  uploads: UploadsTable
  idempotency_keys: IdempotencyKeysTable
  // search
  search_documents: SearchDocumentsTable
  // images
  images: ImagesTable
  search_names: { purpose: 'facet' | 'number'; name: string; number: Generated<number> }
  search_facet_values: SearchFacetValuesTable
  search_words: { word: string }
  // editorial
  posts: PostsTable
  site_settings: SiteSettingsTable
  // oauth
  oauth_clients: OauthClientsTable
  oauth_codes: OauthCodesTable
  oauth_tokens: OauthTokensTable
  search_counts: { kind: string; packed: number; n: number }
  search_synonyms: SearchSynonymsTable
  search_synonyms_stamp: { only_row: Generated<boolean>; stamp: string }
  // community
  discussions: DiscussionsTable
  discussion_messages: DiscussionMessagesTable
  follows: FollowsTable
  transfers: TransfersTable
  activities: ActivitiesTable
  notifications: NotificationsTable
  reports: ReportsTable
  report_attempts: { id: Generated<number>; address: string; at: CreatedAt }
  // links
  links: LinksTable
  link_checks: LinkChecksTable
  // webhooks
  webhook_deliveries: WebhookDeliveriesTable
  /** A view on resources and datasets. */
  link_places: { resource_id: string; dataset_id: string | null; live: boolean; shown: boolean }
  // mirrors
  mirrored: MirroredTable
  // listings
  listings: ListingsTable
  topic_elements: TopicElementsTable
  // flows
  flows: FlowsTable
  flow_runs: FlowRunsTable
  flow_decisions: FlowDecisionsTable
  flow_objects: FlowObjectsTable
  flow_targets: FlowTargetsTable
  flow_datasets: { flow_id: string; title: string; dataset_id: string }
  flow_held: FlowHeldTable
  flow_fields: FlowFieldsTable
  flow_drops: FlowDropsTable
  // publications
  publications: PublicationsTable
  // stewardship
  /** A view on datasets, their files and their producers. */
  holdings: HoldingsView
  saved_views: SavedViewsTable
  bulk_edits: BulkEditsTable
  bulk_edit_entries: BulkEditEntriesTable
  // audit
  audit_entries: AuditEntriesTable
  // jobs
  job_runs: JobRunsTable
  periodic_jobs: { name: string; cron: string }
  // usage
  usage_days: UsageDaysTable
}

export interface UsersTable {
  id: string
  email: string
  slug: string
  first_name: string
  last_name: string
  password_hash: string
  site_admin: Generated<boolean>
  active: Generated<boolean>
  website: string | null
  about: string | null
  created_at: CreatedAt
  last_login_at: Timestamp | null
  deleted_at: Timestamp | null
  email_confirmed_at: Timestamp | null
  password_rotation_demanded: Timestamp | null
  password_rotation_performed: Timestamp | null
  /** Sealed (lib/seal.ts), as is the draft, which becomes it once a code was right. */
  second_factor: string | null
  second_factor_draft: string | null
  /** The last half-minute whose code was used: no code works twice. */
  second_factor_step: BigInteger | null
  metrics: JsonWithDefault<Record<string, unknown>>
  avatar: ColumnType<unknown, string | null | undefined, string | null>
}

export interface MailTokensTable {
  token_hash: string
  user_id: string
  purpose: 'confirm' | 'reset' | 'change_email'
  email: string
  created_at: CreatedAt
  expires_at: Timestamp
  used_at: Timestamp | null
}

export interface SessionsTable {
  id_hash: string
  user_id: string
  created_at: CreatedAt
  last_seen_at: Timestamp
  expires_at: Timestamp
  user_agent: string | null
  remembered: boolean
  /** The password was right, the second factor is still to come: nobody is signed in. */
  half: boolean
  /** When the password was last typed. */
  proved_at: ColumnType<Date, Date | undefined, Date>
}

export interface ApiKeysTable {
  id: string
  user_id: string
  name: string | null
  key_prefix: string
  key_hash: string
  created_at: CreatedAt
  last_used_at: Timestamp | null
  expires_at: Timestamp | null
  revoked_at: Timestamp | null
  user_agents: Generated<string[]>
  scopes: Generated<string[]>
}

export interface LoginFailuresTable {
  id: Generated<number>
  account: string
  address: string
  at: CreatedAt
  kind: 'login' | 'code' | 'mail'
}

export interface OrganizationSettingsTable {
  organization_id: string
  recommended_tags: string[]
  required_tags: string[]
  default_license: string | null
  default_contact_id: string | null
  help_url: string | null
  help_email: string | null
  membership_help: string | null
  four_eyes: boolean
}

export interface OrganizationsTable {
  id: string
  slug: string
  name: string
  acronym: string | null
  description: string
  url: string | null
  business_number_id: string | null
  image_url: string | null
  logo: Json<unknown> | null
  badges: Generated<string[]>
  metrics: JsonWithDefault<Record<string, unknown>>
  presentation_blocs: ColumnType<unknown[], string | undefined, string>
  presentation_blocs_published_at: Timestamp | null
  extras: Json<Record<string, unknown>>
  created_at: CreatedAt
  last_modified: Timestamp
  deleted_at: Timestamp | null
}

export interface OrganizationMembersTable {
  organization_id: string
  user_id: string
  role: Role
  since: CreatedAt
}

export interface AssignmentsTable {
  id: string
  organization_id: string
  user_id: string
  subject_class: string
  subject_id: string
  created_at: CreatedAt
}

export interface MembershipRequestsTable {
  id: string
  organization_id: string
  user_id: string | null
  email: string | null
  kind: 'request' | 'invitation'
  status: Generated<'pending' | 'accepted' | 'refused' | 'canceled'>
  role: Role
  comment: string | null
  assignments: Json<{ class: string; id: string }[]>
  created_by: string | null
  created_at: CreatedAt
  handled_by: string | null
  handled_at: Timestamp | null
  refusal_comment: string | null
}

export interface ContactPointsTable {
  id: string
  name: string
  email: string | null
  contact_form: string | null
  role: string
  organization_id: string | null
  owner_id: string | null
  created_at: CreatedAt
}

export interface UploadPartsTable {
  upload_id: string
  user_id: string
  /** Which upload it is a part of: the address it was sent to. */
  target: string
  part_index: number
  sha256: string
  size_bytes: BigInteger
  created_at: CreatedAt
}

export interface DatasetsTable {
  id: string
  slug: string
  title: string
  acronym: string | null
  description: string
  description_short: string | null
  license: string | null
  frequency: string | null
  frequency_date: Timestamp | null
  tags: string[]
  private: boolean
  organization_id: string | null
  owner_id: string | null
  temporal_start: string | null
  temporal_end: string | null
  spatial: Json<{ zones: string[]; granularity: string | null; geom: unknown } | null> | null
  extras: Json<Record<string, unknown>>
  badges: Generated<string[]>
  featured: Generated<boolean>
  metrics: JsonWithDefault<Record<string, unknown>>
  access_type: Generated<'open' | 'open_with_account' | 'restricted'>
  access: JsonWithDefault<Record<string, unknown>>
  contact_point_ids: Generated<string[]>
  schema: NullableJson<{ name: string | null; version: string | null; url: string | null }>
  harvest: NullableJson<Record<string, unknown>>
  resources_count: Generated<number>
  /** The criteria of the quality that depend on the files; null without files. */
  resource_quality: NullableJson<Record<string, boolean>>
  stamp: Generated<number>
  /** Raised by every write: two people who edit at once are told so. */
  revision: Generated<number>
  created_at: CreatedAt
  last_modified: Timestamp
  /** Of the data, not of the words about it (udata-api.md §6.2). */
  last_update: Timestamp
  archived_at: Timestamp | null
  deleted_at: Timestamp | null
}

export interface ResourcesTable {
  id: string
  /** Null for a community resource whose dataset went away. */
  dataset_id: string | null
  community: Generated<boolean>
  /** Of a community resource. */
  organization_id: string | null
  owner_id: string | null
  metrics: JsonWithDefault<Record<string, unknown>>
  harvest: NullableJson<Record<string, unknown>>
  position: number
  title: string
  description: string | null
  type: string
  filetype: 'file' | 'remote'
  /** Of a link; a file's address is made of its version. */
  url: string | null
  file_name: string | null
  version_number: number | null
  format: string | null
  mime: string | null
  filesize: BigInteger | null
  checksum_type: string | null
  checksum_value: string | null
  schema: NullableJson<{ name: string | null; version: string | null; url: string | null }>
  /** What clients wrote. */
  extras: Json<Record<string, unknown>>
  /** What we saw in the current file: never written by a client. */
  analysis_extras: Json<Record<string, unknown>>
  created_at: CreatedAt
  last_modified: Timestamp
  deleted_at: Timestamp | null
}

export interface MirroredTable {
  flow_id: string | null
  server: string
  kind: 'dataset' | 'resource'
  remote_id: string
  remote_dataset_id: string | null
  local_id: string
  dataset_id: string
  made: boolean
  fingerprint: string | null
  copied: string | null
  written: JsonWithDefault<Record<string, unknown>>
  seen_at: Timestamp
  vanished_at: Timestamp | null
}

export interface UploadsTable {
  id: string
  user_id: string
  file_name: string
  size_bytes: BigInteger
  dataset: string | null
  resource: string | null
  sha256: string | null
  sha1: string | null
  created_at: CreatedAt
}

export interface IdempotencyKeysTable {
  user_id: string
  target: string
  key: string
  object_id: string
  fingerprint: string | null
  answer: string | null
  created_at: CreatedAt
}

export interface DepositsTable {
  id: string
  dataset_id: string
  resource_id: string | null
  author_id: string
  file_name: string
  sha256: string
  sha1: string
  size_bytes: BigInteger
  original_sha256: string
  original_sha1: string
  original_size_bytes: BigInteger
  original_file_name: string
  fixes: Json<unknown>
  applied: Json<unknown>
  base_version: number | null
  published_resource_id: string | null
  published_version: number | null
  /** The flow that holds it: it waits as long as nobody decides. */
  flow_id: string | null
  created_at: CreatedAt
  /** Longer than the others: it is to be published later. */
  kept_until: Timestamp | null
}

export interface DraftsTable {
  user_id: string
  subject: string
  fields: Json<unknown>
  before: Json<unknown>
  revision: number
  begun_at: CreatedAt
  updated_at: ColumnType<Date, Date | undefined, Date>
}

export interface SilencedFindingsTable {
  id: string
  dataset_id: string
  rule: string
  place_key: string
  place: Json<unknown>
  reason: string
  author_id: string | null
  created_at: CreatedAt
}

export interface ComparisonsTable {
  before_sha256: string
  after_sha256: string
  key: string
  analyser_version: number
  comparison: Json<unknown>
  created_at: Generated<Date>
}

export interface VersionsTable {
  id: string
  resource_id: string
  number: number
  file_name: string
  sha256: string
  sha1: string
  size_bytes: BigInteger
  mime: string
  format: string | null
  author_id: string | null
  reason: string | null
  created_at: CreatedAt
  dataset_id: string | null
  label: string | null
  via: Generated<'web' | 'api' | 'program' | 'flow'>
  restored_from: number | null
  purged_at: Date | null
  purged_by: string | null
  purge_reason: string | null
}

export interface InspectionsTable {
  sha256: string
  analyser_version: number
  inspection: Json<unknown>
  inspected_at: CreatedAt
}

export interface SearchDocumentsTable {
  created_at: Timestamp
  updated_at: Timestamp
  written_at: Timestamp
  popularity: number
  coverage_start: string | null
  coverage_end: string | null
  public: Generated<boolean>
  kind: string
  id: string
  title_key: string
  facets: number[]
  audiences: string[]
  numbers: Json<Record<string, number>>
  title_document: unknown
  document: unknown
}

export interface SearchFacetValuesTable {
  packed: number
  facet: string
  value: string
  folded: string
}

export interface ImagesTable {
  key: string
  sha256: string
  mime: string
  size_bytes: BigInteger
  created_at: CreatedAt
}

export interface OauthClientsTable {
  id: string
  name: string
  /** Null: a public client, which can keep no secret. */
  secret_hash: string | null
  redirect_uris: string[]
  scopes: ('default' | 'admin')[]
  internal: Generated<boolean>
  created_at: CreatedAt
}

export interface OauthCodesTable {
  code_hash: string
  /** One consent: its code and every token that came of it. */
  grant_id: string
  client_id: string
  user_id: string
  redirect_uri: string | null
  scopes: ('default' | 'admin')[]
  code_challenge: string
  code_challenge_method: 'S256' | 'plain'
  created_at: CreatedAt
  expires_at: Timestamp
  used_at: Timestamp | null
}

export interface OauthTokensTable {
  access_hash: string
  refresh_hash: string | null
  grant_id: string
  client_id: string
  user_id: string | null
  scopes: ('default' | 'admin')[]
  created_at: CreatedAt
  access_expires_at: Timestamp
  refresh_expires_at: Timestamp | null
  revoked_at: Timestamp | null
}

export interface PostsTable {
  id: string
  slug: string
  name: string
  kind: 'news' | 'page'
  body_type: 'markdown' | 'html' | 'blocs'
  headline: string | null
  content: string | null
  blocs: Json<unknown[]>
  tags: string[]
  dataset_ids: string[]
  reuse_ids: string[]
  image: NullableJson<unknown>
  image_url: string | null
  credit_to: string | null
  credit_url: string | null
  owner_id: string | null
  created_at: CreatedAt
  last_modified: Timestamp
  published_at: Timestamp | null
}

export interface SiteSettingsTable {
  id: string
  title: string
  keywords: string[]
  feed_size: number
  blocs: Json<Record<string, unknown>>
}

export interface DiscussionsTable {
  id: string
  subject_class: string
  subject_id: string
  title: string
  user_id: string | null
  organization_id: string | null
  extras: Json<Record<string, unknown>>
  created_at: CreatedAt
  last_posted_at: ColumnType<Date, Date | undefined, Date>
  closed_at: Timestamp | null
  closed_by: string | null
  closed_by_organization_id: string | null
}

export interface DiscussionMessagesTable {
  id: string
  discussion_id: string
  position: number
  content: string
  posted_at: CreatedAt
  posted_by: string | null
  organization_id: string | null
  last_modified_at: Timestamp | null
}

export interface FollowsTable {
  id: string
  subject_class: string
  subject_id: string
  follower_id: string
  since: CreatedAt
  until: Timestamp | null
}

export interface TransfersTable {
  id: string
  user_id: string | null
  owner_class: 'User' | 'Organization' | null
  owner_id: string | null
  recipient_class: 'User' | 'Organization'
  recipient_id: string
  subject_class: string
  subject_id: string
  comment: string
  status: Generated<'pending' | 'accepted' | 'refused'>
  created_at: CreatedAt
  responded_at: Timestamp | null
  responder_id: string | null
  response_comment: string | null
}

export interface ActivitiesTable {
  id: Generated<number>
  key: string
  actor_id: string | null
  organization_id: string | null
  related_class: string
  related_id: string
  changes: string[]
  extras: Json<Record<string, unknown>>
  created_at: CreatedAt
}

export interface NotificationsTable {
  id: string
  user_id: string
  topic: string
  details: Json<unknown>
  created_at: CreatedAt
  last_modified: ColumnType<Date, Date | undefined, Date>
  handled_at: Timestamp | null
}

export interface ReportsTable {
  id: string
  reporter_id: string | null
  subject_class: string
  subject_id: string
  subject_label: string | null
  subject_embed_id: string | null
  subject_deleted_at: Timestamp | null
  subject_deleted_by: string | null
  reason: string
  message: string
  reported_at: CreatedAt
  dismissed_at: Timestamp | null
  dismissed_by: string | null
  dismissal_note: string | null
}

export interface ListingsTable {
  id: string
  class: 'Reuse' | 'Dataservice' | 'Topic'
  slug: string
  title: string
  description: string
  tags: string[]
  private: boolean
  featured: boolean
  organization_id: string | null
  owner_id: string | null
  fields: Json<unknown>
  extras: Json<Record<string, unknown>>
  metrics: Json<Record<string, unknown>>
  created_at: CreatedAt
  last_modified: Timestamp
  archived_at: Timestamp | null
  deleted_at: Timestamp | null
}

export interface TopicElementsTable {
  id: string
  topic_id: string
  position: number
  title: string | null
  description: string | null
  tags: string[]
  extras: Json<Record<string, unknown>>
  class: string | null
  object_id: string | null
}

export interface LinksTable {
  id: Generated<number>
  resource_id: string
  url: string
  deleted: Generated<boolean>
  priority: Generated<boolean>
  status: string | null
  status_since: ColumnType<Date, Date | undefined, Date>
  next_check_at: Timestamp | null
  unavailable_since: Timestamp | null
}

export interface LinkChecksTable {
  id: Generated<number>
  resource_id: string
  url: string
  domain: string | null
  created_at: ColumnType<Date, Date | undefined, never>
  status: number | null
  headers: Json<Record<string, string>>
  cors_headers: NullableJson<Record<string, string | number>>
  timeout: boolean
  response_time: number | null
  error: string | null
  reason: string | null
  checksum: string | null
  filesize: BigInteger | null
  mime_type: string | null
  analysis_error: string | null
  detected_last_modified_at: Timestamp | null
  detection: string | null
  next_check_at: Timestamp
}

export interface FlowsTable {
  id: string
  slug: string
  name: string
  organization_id: string
  created_by: string
  created_at: CreatedAt
  state: Generated<string>
  paused_at: Timestamp | null
  paused_by: string | null
  pause_reason: string | null
  definition: Json<unknown>
  revision: Generated<number>
  /** Sealed (lib/seal.ts), as is the next but one. */
  secrets: string | null
  secret_names: Generated<string[]>
  credentials_expire_at: Timestamp | null
  webhook_secret: string | null
  inbox_hash: string | null
  hook_hash: string | null
  activated_at: Timestamp | null
  next_run_at: Timestamp | null
  retry_at: Timestamp | null
  retries: Generated<number>
  event_at: Timestamp | null
  last_run_at: Timestamp | null
  last_success_at: Timestamp | null
  last_change_at: Timestamp | null
  failing_since: Timestamp | null
  told_late_at: Timestamp | null
  told_expiry_at: Timestamp | null
  deleted_at: Timestamp | null
}

export interface FlowRunsTable {
  id: string
  flow_id: string
  number: number
  trigger: string
  dry: Generated<boolean>
  backfill: Generated<boolean>
  state: Generated<string>
  asked_by: string | null
  created_at: CreatedAt
  started_at: Timestamp | null
  ended_at: Timestamp | null
  heartbeat_at: Timestamp | null
  counts: JsonWithDefault<unknown>
  progress: JsonWithDefault<unknown>
  failure: NullableJson<unknown>
  retry_at: Timestamp | null
}

export interface FlowDecisionsTable {
  run_id: string
  position: number
  key: string
  outcome: string
  code: string | null
  message: NullableJson<unknown>
  size_bytes: BigInteger | null
  sha256: string | null
  dataset_id: string | null
  resource_id: string | null
  version: number | null
  held_id: string | null
  duration_ms: number | null
  created_at: CreatedAt
}

export interface FlowObjectsTable {
  flow_id: string
  key: string
  identity: string
  fingerprint: string | null
  size_bytes: BigInteger | null
  modified_at: Timestamp | null
  sha256: string | null
  state: string
  seen_run: number
  missing_since: number | null
  pending: NullableJson<unknown>
}

export interface FlowTargetsTable {
  flow_id: string
  identity: string
  dataset_id: string | null
  resource_id: string | null
  remote_id: string | null
  sha256: string | null
  archived_at: Timestamp | null
}

export interface FlowHeldTable {
  id: string
  flow_id: string
  run_id: string
  key: string
  identity: string
  dataset_id: string | null
  resource_id: string | null
  deposit_id: string | null
  file_name: string
  sha256: string
  sha1: string
  size_bytes: BigInteger
  reasons: Json<unknown>
  state: Generated<string>
  created_at: CreatedAt
  decided_at: Timestamp | null
  decided_by: string | null
  decision_reason: string | null
}

export interface FlowFieldsTable {
  flow_id: string
  kind: 'dataset' | 'resource'
  object_id: string
  field: string
  written: string
  since: ColumnType<Date, Date | undefined, Date>
}

export interface FlowDropsTable {
  flow_id: string
  key: string
  sha256: string
  size_bytes: BigInteger
  dropped_at: ColumnType<Date, Date | undefined, Date>
}

export interface WebhookDeliveriesTable {
  id: string
  url: string
  sealed_secret: string
  type: string
  body: string
  subject_class: string
  subject_id: string
  state: Generated<'waiting' | 'delivered' | 'failed' | 'gone'>
  attempts: JsonWithDefault<{ at: string; status: number | null; reason: string | null }[]>
  created_at: ColumnType<Date, Date | undefined, never>
}

export interface PublicationsTable {
  id: string
  kind: 'dataset' | 'deposit'
  dataset_id: string
  resource_id: string | null
  deposit_id: string | null
  file_name: string | null
  organization_id: string | null
  state: 'submitted' | 'planned' | 'done' | 'failed' | 'canceled' | 'refused'
  publish_at: Timestamp | null
  asked_by: string
  asked_at: Timestamp
  reason: string | null
  confirmed: Generated<boolean>
  sha256: string | null
  replaces_sha256: string | null
  decided_by: string | null
  decided_at: Timestamp | null
  decision_reason: string | null
  ended_at: Timestamp | null
  error: NullableJson<unknown>
  attempts: Generated<number>
}

export interface HoldingsView {
  id: string
  slug: string
  title: string
  acronym: string | null
  description: string
  license: string | null
  access_type: 'open' | 'open_with_account' | 'restricted'
  frequency: string | null
  tags: string[]
  private: boolean
  organization_id: string | null
  owner_id: string | null
  contact_point_ids: string[]
  has_temporal: boolean
  has_spatial: boolean
  resource_quality: NullableJson<Record<string, boolean>>
  created_at: Timestamp
  last_update: Timestamp
  archived_at: Timestamp | null
  deleted_at: Timestamp | null
  organization_name: string | null
  organization_slug: string | null
  owner_name: string | null
  required_tags: string[]
  resource_ids: string[]
  resource_titles: string
  broken_links: number
}

export interface SavedViewsTable {
  id: string
  user_id: string
  organization_id: string | null
  name: string
  query: string
  shared: Generated<boolean>
  created_at: CreatedAt
}

export interface BulkEditsTable {
  id: string
  organization_id: string
  author_id: string | null
  as_site_admin: boolean
  changes: Json<Record<string, unknown>>
  undoes: string | null
  created_at: CreatedAt
  ended_at: Timestamp | null
}

export interface BulkEditEntriesTable {
  edit_id: string
  position: number
  dataset_id: string
  title: string
  state: Generated<'waiting' | 'changed' | 'unchanged' | 'refused' | 'left'>
  before: JsonWithDefault<Record<string, unknown>>
  after: JsonWithDefault<Record<string, unknown>>
  kept: Generated<string[]>
  reason: NullableJson<{ fr: string; en: string }>
}

export interface SearchSynonymsTable {
  id: string
  terms: string[]
  /** Null: the terms mean one another. */
  replacements: string[] | null
  created_at: CreatedAt
}

export interface AuditEntriesTable {
  id: Generated<number>
  at: Timestamp
  method: string
  operation: string | null
  path: string
  status: number
  user_id: string | null
  account: string | null
  via: 'session' | 'key' | 'program' | 'none'
  credential: string | null
  address: string
}

export interface JobRunsTable {
  id: Generated<number>
  job_id: string
  name: string
  node: string
  started_at: CreatedAt
  ended_at: Timestamp | null
  error: string | null
}

export interface UsageDaysTable {
  class: 'Dataset' | 'Organization' | 'Reuse' | 'Resource'
  object_id: string
  day: string
  dataset_id: string | null
  n: BigInteger
  told: Generated<boolean>
}

export interface PublicationsTable {
  id: string
  kind: 'dataset' | 'deposit'
  dataset_id: string
  resource_id: string | null
  deposit_id: string | null
  file_name: string | null
  organization_id: string | null
  state: 'submitted' | 'planned' | 'done' | 'failed' | 'canceled' | 'refused'
  publish_at: Timestamp | null
  asked_by: string
  asked_at: Timestamp
  reason: string | null
  confirmed: Generated<boolean>
  sha256: string | null
  replaces_sha256: string | null
  decided_by: string | null
  decided_at: Timestamp | null
  decision_reason: string | null
  ended_at: Timestamp | null
  error: NullableJson<unknown>
  attempts: Generated<number>
}
