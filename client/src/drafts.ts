import { request } from './request.ts'
import type { DatasetDraft, DraftInput } from './types.ts'

/** What the caller typed and hasn't saved, who else is writing, and the dataset's ETag as it is now. */
export const getDraft = (datasetId: string): Promise<DatasetDraft> => request(pathOf(datasetId))

/** Kept in the place of what was there; no field at all forgets it. */
export const saveDraft = (datasetId: string, draft: DraftInput, signal?: AbortSignal): Promise<DatasetDraft> =>
  request(pathOf(datasetId), { method: 'PUT', body: draft, signal })

export const discardDraft = (datasetId: string): Promise<unknown> => request(pathOf(datasetId), { method: 'DELETE' })

/** The HTML that public pages will show of it. */
export const previewMarkdown = (text: string): Promise<{ html: string }> =>
  request('/api/1/markdown/', { method: 'POST', body: { text } })

const pathOf = (datasetId: string): string => `/api/1/datasets/${encodeURIComponent(datasetId)}/draft/`
