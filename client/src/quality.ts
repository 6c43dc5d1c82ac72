import { request } from './request.ts'
import type { Place } from './types.ts'

/** What a rule says in a place isn't told any more, for this dataset, and the reason is kept. */
export const silenceFinding = (
  datasetId: string,
  finding: { rule: string; place: Place; reason: string },
): Promise<{ id: string }> => request(listOf(datasetId), { method: 'POST', body: finding })

export const unsilenceFinding = (datasetId: string, id: string): Promise<unknown> =>
  request(`${listOf(datasetId)}${encodeURIComponent(id)}/`, { method: 'DELETE' })

const listOf = (datasetId: string): string => `/api/1/datasets/${encodeURIComponent(datasetId)}/silenced/`
