import Type from 'typebox'
import { answers, creates, DateTime, empties, orNull, pageOf, type Answers } from '../openapi/index.ts'
import { CHECKS, STATES, type Check } from './health.rules.ts'

/** What the administrators' routes answer, for the API's documents. */

const Held = Type.Object({ id: Type.String(), name: Type.String(), slug: Type.String() })
export const Account = Type.Object(
  {
    id: Type.String(),
    slug: Type.String(),
    first_name: Type.String(),
    last_name: Type.String(),
    email: Type.String(),
    site_admin: Type.Boolean(),
    active: Type.Boolean(),
    two_factor: Type.Boolean(),
    email_confirmed: Type.Boolean(),
    rotation_demanded: Type.Boolean({ description: 'The password no longer opens the account.' }),
    keys: Type.Integer({ description: 'API keys that work.' }),
    created_at: DateTime,
    last_login_at: orNull(DateTime),
    organizations: Type.Array(Held),
  },
  { title: 'Account' },
)

export const AdministeredOrganization = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    slug: Type.String(),
    acronym: orNull(Type.String()),
    badges: Type.Array(Type.String()),
    members: Type.Integer(),
    datasets: Type.Integer({ description: 'Those that everybody sees.' }),
    created_at: DateTime,
    deleted_at: orNull(DateTime),
  },
  { title: 'AdministeredOrganization' },
)

export const SynonymModel = Type.Object(
  {
    id: Type.String(),
    terms: Type.Array(Type.String()),
    replacements: orNull(Type.Array(Type.String(), { description: 'Null: the terms mean one another.' })),
    created_at: DateTime,
  },
  { title: 'Synonym' },
)
export const Explanation = Type.Object(
  { groups: Type.Array(Type.Object({ words: Type.String(), others: Type.Array(Type.String()) })) },
  { title: 'ExplainedQuestion' },
)
const all = Type.Array(SynonymModel)

/** The queue's (jobs/). */
export const QUEUE_STATES = ['running', 'failed', 'waiting'] as const

const text = () => orNull(Type.String())
const count = () => Type.Integer()
const date = () => orNull(DateTime)

export const Job = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    state: Type.Unsafe<(typeof QUEUE_STATES)[number]>({ type: 'string', enum: [...QUEUE_STATES] }),
    run_at: DateTime,
    attempts: count(),
    max_attempts: count(),
    error: text(),
    created_at: DateTime,
    running_since: date(),
    node: text(),
  },
  { title: 'Job' },
)
export const JobQueue = Type.Object(
  {
    jobs: Type.Array(Job, { description: 'A hundred at most.' }),
    counts: Type.Object({ running: count(), failed: count(), waiting: count() }),
  },
  { title: 'JobQueue' },
)
export const PeriodicJob = Type.Object(
  {
    name: Type.String(),
    cron: Type.String({ description: 'In UTC.' }),
    next_at: date(),
    last_started_at: date(),
    last_ended_at: date(),
    error: text(),
    node: text(),
  },
  { title: 'PeriodicJob' },
)
export const SiteHealth = Type.Object(
  {
    version: Type.String(),
    node_version: Type.String(),
    started_at: DateTime,
    checks: Type.Array(
      Type.Object({
        name: Type.Unsafe<Check['name']>({ type: 'string', enum: [...CHECKS] }),
        state: Type.Unsafe<Check['state']>({ type: 'string', enum: [...STATES] }),
        facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()])),
      }),
    ),
  },
  { title: 'SiteHealth' },
)

export const administrationAnswers: Answers = {
  list_accounts: answers(pageOf(Account)),
  get_account: answers(Account),
  stop_two_factor_of: empties,
  list_all_organizations: answers(pageOf(AdministeredOrganization)),
  restore_organization: answers(AdministeredOrganization),
  list_synonyms: answers(all),
  add_synonym: creates(SynonymModel),
  update_synonym: answers(SynonymModel),
  delete_synonym: empties,
  add_known_acronyms: answers(all),
  explain_question: answers(Explanation),
  list_queue: answers(JobQueue),
  list_periodic_jobs: answers(Type.Array(PeriodicJob)),
  retry_job: empties,
  give_up_job: empties,
  get_site_health: answers(SiteHealth),
}
