/** What the routes of the site's administrators send, as they send it. */
export type Account = {
  id: string
  slug: string
  first_name: string
  last_name: string
  email: string
  site_admin: boolean
  active: boolean
  two_factor: boolean
  email_confirmed: boolean
  rotation_demanded: boolean
  keys: number
  created_at: string
  last_login_at: string | null
  organizations: { id: string; name: string; slug: string }[]
}
export type AccountKind = 'admins' | 'inactive' | 'never' | 'two_factor'
export type NewAccount = { email: string; first_name: string; last_name: string; roles?: string[] }
export type AccountChanges = { active?: boolean; roles?: string[] }

export type AdministeredOrganization = {
  id: string
  name: string
  slug: string
  acronym: string | null
  badges: string[]
  members: number
  datasets: number
  created_at: string
  deleted_at: string | null
}

export type Person = { id: string; first_name: string; last_name: string; slug: string }
export type Report = {
  id: string
  by: Person | null
  subject: { class: string; id: string } | null
  subject_deleted_at: string | null
  subject_label: string | null
  subject_embed_id: string | null
  reason: string
  message: string
  reported_at: string
  dismissed_at: string | null
  dismissed_by: Person | null
  dismissal_note: string | null
}

export type SynonymInput = { terms: string[]; replacements: string[] | null }
export type Synonym = SynonymInput & { id: string; created_at: string }
export type ExplainedQuestion = { groups: { words: string; others: string[] }[] }

export type JobState = 'running' | 'failed' | 'waiting'
export type Job = {
  id: string
  name: string
  state: JobState
  run_at: string
  attempts: number
  max_attempts: number
  error: string | null
  created_at: string
  running_since: string | null
  node: string | null
}
export type JobQueue = { jobs: Job[]; counts: Record<JobState, number> }
export type PeriodicJob = {
  name: string
  cron: string
  next_at: string | null
  last_started_at: string | null
  last_ended_at: string | null
  error: string | null
  node: string | null
}

export type HealthName = 'database' | 'migrations' | 'storage' | 'engine' | 'queue' | 'mail' | 'flows'
export type HealthState = 'ok' | 'warning' | 'failing' | 'unknown'
export type HealthCheck = { name: HealthName; state: HealthState; facts: Record<string, string | number | null> }
export type SiteHealth = { version: string; node_version: string; started_at: string; checks: HealthCheck[] }

export type AuditEntry = {
  id: number
  at: string
  method: string
  operation: { id: string; label: string } | null
  path: string
  status: number
  user: { id: string; name: string; email: string } | null
  account: string | null
  via: 'session' | 'key' | 'program' | 'none'
  credential: string | null
  address: string
}
export type AuditQuery = {
  person?: string
  q?: string
  operation?: string
  object?: string
  from?: string
  to?: string
  outcome?: 'done' | 'refused'
}
