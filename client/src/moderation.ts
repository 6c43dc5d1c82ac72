import { queryOf, request } from './request.ts'
import type { Report } from './administration-types.ts'
import type { Dataset, Page } from './types.ts'

const at = (path: string, ...ids: string[]): string => `${path}${ids.map(encodeURIComponent).join('/')}/`
const datasetAt = (id: string): string => at('/api/1/datasets/', id)
const organizationAt = (id: string): string => at('/api/1/organizations/', id)
const discussionAt = (id: string): string => at('/api/1/discussions/', id)

export const addOrganizationBadge = (id: string, kind: string): Promise<unknown> =>
  request(`${organizationAt(id)}badges/`, { method: 'POST', body: { kind } })

export const removeOrganizationBadge = (id: string, kind: string): Promise<unknown> =>
  request(at(`${organizationAt(id)}badges/`, kind), { method: 'DELETE' })

export const listDatasetBadges = (): Promise<Record<string, string>> => request('/api/1/datasets/badges/')

export const addDatasetBadge = (id: string, kind: string): Promise<unknown> =>
  request(`${datasetAt(id)}badges/`, { method: 'POST', body: { kind } })

export const removeDatasetBadge = (id: string, kind: string): Promise<unknown> =>
  request(at(`${datasetAt(id)}badges/`, kind), { method: 'DELETE' })

/** First on the home page, or no longer. */
export const featureDataset = (id: string, featured: boolean): Promise<Dataset> =>
  request(`${datasetAt(id)}featured/`, { method: featured ? 'POST' : 'DELETE' })

export const listReports = (query: { handled: 'true' | 'false'; page?: number }): Promise<Page<Report>> =>
  request(`/api/1/reports/${queryOf(query)}`)

/** Kinds and what they are called. */
export const listReportReasons = (): Promise<{ value: string; label: string }[]> => request('/api/1/reports/reasons/')

/** Nothing is to be done, from this date; null: something is, after all. */
export const dismissReport = (id: string, on: string | null, note: string | null): Promise<Report> =>
  request(at('/api/1/reports/', id), { method: 'PATCH', body: { dismissed_at: on, dismissal_note: note } })

/** Where people read a discussion. */
export const getReportedDiscussion = (id: string): Promise<{ id: string; title: string; self_web_url: string }> =>
  request(discussionAt(id))

export const deleteReportedDiscussion = (id: string): Promise<unknown> =>
  request(discussionAt(id), { method: 'DELETE' })

export const deleteReportedMessage = (discussion: string, message: string): Promise<unknown> =>
  request(at(`${discussionAt(discussion)}comments/`, message), { method: 'DELETE' })
