import { request } from './request.ts'
import type { FileVersion, Resource } from './types.ts'

/** Every version of a file, the newest first. */
export const listVersions = (datasetId: string, resourceId: string): Promise<FileVersion[]> =>
  request(listOf(datasetId, resourceId))

/** The version becomes the newest one: nothing is lost. */
export const restoreVersion = (
  datasetId: string,
  resourceId: string,
  number: number,
  reason: string | null,
): Promise<Resource> =>
  request(`${listOf(datasetId, resourceId)}${number}/restore/`, { method: 'POST', body: { reason } })

const listOf = (datasetId: string, resourceId: string): string =>
  `/api/1/datasets/${encodeURIComponent(datasetId)}/resources/${encodeURIComponent(resourceId)}/versions/`
