import { request } from './request.ts'
import type { Page, Publication, PublicationState } from './types.ts'

/** A draft (no `deposit`) or a deposit, to be published at a date, or once an administrator agreed (`submit`). */
export interface PublicationRequest {
  deposit?: string
  submit?: boolean
  publish_at?: string | null
  reason?: string | null
  confirm?: boolean
  /** Of the deposit whose report was read. */
  sha256?: string
}

export const listPublications = (
  organization: string,
  { states, page = 1, pageSize = 100 }: { states: PublicationState[]; page?: number; pageSize?: number },
): Promise<Page<Publication>> => {
  const query = new URLSearchParams(states.map((state) => ['state', state]))
  query.set('page', String(page))
  query.set('page_size', String(pageSize))
  return request(`/api/1/organizations/${encodeURIComponent(organization)}/publications/?${query}`)
}

/** Of a dataset, newest first. */
export const listDatasetPublications = (datasetId: string): Promise<Publication[]> => request(publicationsOf(datasetId))

export const askPublication = (datasetId: string, asked: PublicationRequest): Promise<Publication> =>
  request(publicationsOf(datasetId), { method: 'POST', body: asked })

/** `publish_at` null: at once; absent: when it was asked for. */
export const acceptPublication = (
  id: string,
  agreement: { publish_at?: string | null; reason?: string | null; sha256?: string },
): Promise<Publication> => request(`${pathOf(id)}accept/`, { method: 'POST', body: agreement })

export const refusePublication = (id: string, reason: string): Promise<Publication> =>
  request(`${pathOf(id)}refuse/`, { method: 'POST', body: { reason } })

export const cancelPublication = (id: string): Promise<Publication> =>
  request(`${pathOf(id)}cancel/`, { method: 'POST' })

export const movePublication = (id: string, publishAt: string | null): Promise<Publication> =>
  request(pathOf(id), { method: 'PUT', body: { publish_at: publishAt } })

const publicationsOf = (datasetId: string): string => `/api/1/datasets/${encodeURIComponent(datasetId)}/publications/`
const pathOf = (id: string): string => `/api/1/publications/${encodeURIComponent(id)}/`
