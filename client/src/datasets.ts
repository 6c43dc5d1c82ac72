import { queryOf, request, requestTagged } from './request.ts'
import type { Dataset, DatasetInput, Page, Tagged } from './types.ts'

/** Mine and my organisations', private and deleted ones included, each once. */
export const listMyDatasets = async (): Promise<Dataset[]> => {
  const lists = await Promise.all([
    request<Dataset[]>('/api/1/me/datasets/'),
    request<Dataset[]>('/api/1/me/org_datasets/'),
  ])
  return [...new Map(lists.flat().map((dataset) => [dataset.id, dataset])).values()]
}

/** What everybody can find, and what the caller may see besides. `organization`: an id. */
export const searchDatasets = (
  query: { q?: string; organization?: string; tag?: string; page?: number; page_size?: number } = {},
): Promise<Page<Dataset>> => request(`/api/1/datasets/${queryOf(query)}`)

export const getDataset = (id: string): Promise<Tagged<Dataset>> => requestTagged(pathOf(id))

/** Published at once unless `private`. */
export const createDataset = (input: DatasetInput): Promise<Dataset> =>
  request('/api/1/datasets/', { method: 'POST', body: input })

/** A private dataset that may still lack its description. */
export const createDraft = (input: DatasetInput): Promise<Dataset> =>
  request('/api/1/datasets/?draft=true', { method: 'POST', body: { ...input, private: true } })

/** Absent keys keep their value; a stale `etag` is refused with 412. */
export const updateDataset = (id: string, input: DatasetInput, etag: string | null = null): Promise<Tagged<Dataset>> =>
  requestTagged(pathOf(id), { method: 'PUT', body: input, ifMatch: etag })

export const deleteDataset = (id: string): Promise<unknown> => request(pathOf(id), { method: 'DELETE' })

export const restoreDataset = async (id: string): Promise<Dataset> => (await updateDataset(id, { deleted: null })).value

const pathOf = (id: string): string => `/api/1/datasets/${encodeURIComponent(id)}/`
