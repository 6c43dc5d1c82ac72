import { addressOf, request } from './request.ts'
import type {
  BulkEdit,
  BulkEntry,
  BulkInput,
  BulkPreview,
  HoldingPage,
  HoldingQuery,
  SavedView,
} from './stewardship-types.ts'
import type { Page } from './types.ts'

/** What an organization has, whatever its state, for its members; without one, what the caller may edit. */
export const listHoldings = (
  organization: string | null,
  query: HoldingQuery,
  signal?: AbortSignal,
): Promise<HoldingPage> => request(`${holdingsOf(organization)}/${paramsOf(query)}`, { signal })

/** Where the same list is a CSV. */
export const holdingsCsvAddress = (organization: string | null, query: HoldingQuery): string =>
  addressOf(`${holdingsOf(organization)}.csv${paramsOf(query)}`)

export const listSavedViews = (organization: string | null): Promise<SavedView[]> =>
  request(`/api/1/me/saved-views/${organization ? `?organization=${encodeURIComponent(organization)}` : ''}`)

export const createSavedView = (
  input: Pick<SavedView, 'name' | 'query' | 'shared'> & { organization: string | null },
): Promise<SavedView> => request('/api/1/me/saved-views/', { method: 'POST', body: input })

export const updateSavedView = (
  id: string,
  changes: Partial<Pick<SavedView, 'name' | 'query' | 'shared'>>,
): Promise<SavedView> => request(viewPath(id), { method: 'PUT', body: changes })

export const deleteSavedView = (id: string): Promise<unknown> => request(viewPath(id), { method: 'DELETE' })

/** What an edit of many would do to each; nothing is done. */
export const previewBulkEdit = (organization: string, input: BulkInput): Promise<BulkPreview> =>
  request(editsOf(organization), { method: 'POST', body: { ...input, dry_run: true } })

/** Begins an edit of many; `getBulkEdit` says how far it is. */
export const startBulkEdit = (organization: string, input: BulkInput): Promise<BulkEdit> =>
  request(editsOf(organization), { method: 'POST', body: input })

export const listBulkEdits = (organization: string, page = 1): Promise<Page<BulkEdit>> =>
  request(`${editsOf(organization)}?page=${page}`)

export const getBulkEdit = (organization: string, id: string): Promise<BulkEdit> =>
  request(`${editsOf(organization)}${encodeURIComponent(id)}/`)

export const listBulkEntries = (organization: string, id: string, page = 1): Promise<Page<BulkEntry>> =>
  request(`${editsOf(organization)}${encodeURIComponent(id)}/entries/?page=${page}`)

/** Puts back what still says what the edit wrote. */
export const undoBulkEdit = (organization: string, id: string): Promise<BulkEdit> =>
  request(`${editsOf(organization)}${encodeURIComponent(id)}/undo/`, { method: 'POST' })

const holdingsOf = (organization: string | null): string =>
  organization ? `/api/1/organizations/${encodeURIComponent(organization)}/holdings` : '/api/1/me/holdings'
const editsOf = (organization: string): string => `/api/1/organizations/${encodeURIComponent(organization)}/bulk-edits/`
const viewPath = (id: string): string => `/api/1/me/saved-views/${encodeURIComponent(id)}/`

/** A list is repeated; what isn't set is left out. */
const paramsOf = (query: HoldingQuery): string => {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const one of [value].flat()) if (one !== undefined && one !== '') params.append(name, String(one))
  const text = params.toString()
  return text && `?${text}`
}
