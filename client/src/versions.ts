import { addressOf, request } from './request.ts'
import type { FileChange, FileVersion, Page, Resource, VersionComparison } from './types.ts'

/** Every version of a file, the newest first. */
export const listVersions = (datasetId: string, resourceId: string): Promise<FileVersion[]> =>
  request(listOf(datasetId, resourceId))

/** What happened to all the files of a dataset, the newest first, a page at a time. */
export const listFileChanges = (datasetId: string, page = 1): Promise<Page<FileChange>> =>
  request(`/api/1/datasets/${encodeURIComponent(datasetId)}/changes/?page=${page}&page_size=20`)

/** The version becomes the newest one: nothing is lost. */
export const restoreVersion = (
  datasetId: string,
  resourceId: string,
  number: number,
  reason: string | null,
): Promise<Resource> =>
  request(`${listOf(datasetId, resourceId)}${number}/restore/`, { method: 'POST', body: { reason } })

/** A short name, or none. */
export const labelVersion = (
  datasetId: string,
  resourceId: string,
  number: number,
  label: string | null,
): Promise<FileVersion> => request(`${listOf(datasetId, resourceId)}${number}/`, { method: 'PUT', body: { label } })

/** Takes the bytes of a version away for ever; the reason stays in its place. */
export const purgeVersion = (datasetId: string, resourceId: string, number: number, reason: string): Promise<unknown> =>
  request(`${listOf(datasetId, resourceId)}${number}/?${new URLSearchParams({ reason })}`, { method: 'DELETE' })

export const compareVersions = (
  datasetId: string,
  resourceId: string,
  from: number,
  to: number,
): Promise<VersionComparison> => request(comparisonOf(datasetId, resourceId, from, to))

/** Every row that changed, to download. */
export const differenceAddress = (
  datasetId: string,
  resourceId: string,
  { from, to }: { from: number; to: number },
  extension: 'csv' | 'parquet',
): string => addressOf(`${comparisonOf(datasetId, resourceId, from, to)}diff.${extension}`)

const comparisonOf = (datasetId: string, resourceId: string, from: number, to: number): string =>
  `${listOf(datasetId, resourceId)}${from}/compare/${to}/`

const listOf = (datasetId: string, resourceId: string): string =>
  `/api/1/datasets/${encodeURIComponent(datasetId)}/resources/${encodeURIComponent(resourceId)}/versions/`
