/** The tables as Kysely sees them. One module owns each (its name is in the comment); a test holds them to it. */
import type { ColumnType, Generated } from 'kysely'

type Timestamp = ColumnType<Date, Date | string, Date | string>
type CreatedAt = ColumnType<Date, Date | undefined, never>
/** `bigint` comes out of pg as text; sizes stay below 2^53, so they are read as numbers (db/connect.ts). */
type BigInteger = ColumnType<number, number, number>
type Json<T> = ColumnType<T, string, string>

export interface Tables {
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
  organization_members: OrganizationMembersTable
  // catalog
  datasets: DatasetsTable
  resources: ResourcesTable
  dataset_slug_redirects: { slug: string; dataset_id: string }
  // versions
  versions: VersionsTable
  // analysis
  inspections: InspectionsTable
  // search
  search_documents: SearchDocumentsTable
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
  metrics: ColumnType<Record<string, number>, string | undefined, string>
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

export interface OrganizationsTable {
  id: string
  slug: string
  name: string
  acronym: string | null
  description: string
  url: string | null
  business_number_id: string | null
  extras: Json<Record<string, unknown>>
  created_at: CreatedAt
  last_modified: Timestamp
  deleted_at: Timestamp | null
}

export interface OrganizationMembersTable {
  organization_id: string
  user_id: string
  role: 'admin' | 'editor'
  since: CreatedAt
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
  dataset_id: string
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
  schema: Json<{ name: string | null; version: string | null; url: string | null } | null> | null
  /** What clients wrote. */
  extras: Json<Record<string, unknown>>
  /** What we saw in the current file: never written by a client. */
  analysis_extras: Json<Record<string, unknown>>
  created_at: CreatedAt
  last_modified: Timestamp
  deleted_at: Timestamp | null
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
}

export interface InspectionsTable {
  sha256: string
  analyser_version: number
  inspection: Json<unknown>
  inspected_at: CreatedAt
}

export interface SearchDocumentsTable {
  kind: string
  id: string
  title: string
  document: unknown
  title_document: unknown
  tags: string[]
  audiences: string[]
  popularity: number
  created_at: Timestamp
  updated_at: Timestamp
}
