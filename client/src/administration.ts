import { addressOf, queryOf, request } from './request.ts'
import type {
  Account,
  AccountChanges,
  AccountKind,
  AdministeredOrganization,
  AuditEntry,
  AuditQuery,
  ExplainedQuestion,
  JobQueue,
  JobState,
  NewAccount,
  PeriodicJob,
  SiteHealth,
  Synonym,
  SynonymInput,
} from './administration-types.ts'
import type { Page } from './types.ts'

const HERE = '/api/1/administration/'
const one = (path: string, id: string): string => `${path}${encodeURIComponent(id)}/`
const userAt = (id: string): string => one('/api/1/users/', id)

export const listAccounts = (
  query: { q?: string; only?: AccountKind; page?: number; page_size?: number } = {},
): Promise<Page<Account>> => request(`${HERE}users/${queryOf(query)}`)

export const getAccount = (id: string): Promise<Account> => request(one(`${HERE}users/`, id))

/** They are mailed a link to choose their password. */
export const createAccount = (input: NewAccount): Promise<{ id: string }> =>
  request('/api/1/users/', { method: 'POST', body: input })

export const updateAccount = (id: string, changes: AccountChanges): Promise<unknown> =>
  request(userAt(id), { method: 'PUT', body: changes })

export const deleteAccount = (id: string): Promise<unknown> => request(userAt(id), { method: 'DELETE' })

/** The password opens nothing any more; its owner chooses another one by mail. */
export const rotateAccountPassword = (id: string): Promise<unknown> =>
  request(`${userAt(id)}rotate_password/`, { method: 'POST' })

export const stopSecondFactorOf = (id: string): Promise<unknown> =>
  request(`${one(`${HERE}users/`, id)}stop_two_factor/`, { method: 'POST' })

/** `deleted`: those that were, instead of the others. */
export const listAllOrganizations = (
  query: { q?: string; badge?: string; deleted?: 'true'; page?: number; page_size?: number } = {},
): Promise<Page<AdministeredOrganization>> => request(`${HERE}organizations/${queryOf(query)}`)

export const restoreOrganization = (id: string): Promise<AdministeredOrganization> =>
  request(`${one(`${HERE}organizations/`, id)}restore/`, { method: 'POST' })

export const listSynonyms = (): Promise<Synonym[]> => request(`${HERE}synonyms/`)

export const addSynonym = (input: SynonymInput): Promise<Synonym> =>
  request(`${HERE}synonyms/`, { method: 'POST', body: input })

export const updateSynonym = (id: string, input: SynonymInput): Promise<Synonym> =>
  request(one(`${HERE}synonyms/`, id), { method: 'PUT', body: input })

export const deleteSynonym = (id: string): Promise<unknown> =>
  request(one(`${HERE}synonyms/`, id), { method: 'DELETE' })

/** The acronyms of culture that aren't there yet; answers those that were added. */
export const addKnownAcronyms = (): Promise<Synonym[]> => request(`${HERE}synonyms/acronyms/`, { method: 'POST' })

/** What the search makes of a question. */
export const explainQuestion = (q: string): Promise<ExplainedQuestion> =>
  request(`${HERE}synonyms/try/${queryOf({ q })}`)

export const listJobs = (state: JobState): Promise<JobQueue> => request(`${HERE}jobs/${queryOf({ state })}`)

export const listPeriodicJobs = (): Promise<PeriodicJob[]> => request(`${HERE}jobs/periodic/`)

export const retryJob = (id: string): Promise<unknown> =>
  request(`${one(`${HERE}jobs/`, id)}retry/`, { method: 'POST' })

export const giveUpJob = (id: string): Promise<unknown> =>
  request(`${one(`${HERE}jobs/`, id)}give_up/`, { method: 'POST' })

export const getSiteHealth = (): Promise<SiteHealth> => request(`${HERE}health/`)

export const listAuditEntries = (
  query: AuditQuery & { page?: number; page_size?: number } = {},
): Promise<Page<AuditEntry>> => request(`/api/1/audit/${queryOf(query)}`)

/** Where the same are as a table. */
export const auditTableAddress = (query: AuditQuery): string => addressOf(`/api/1/audit.csv${queryOf(query)}`)
