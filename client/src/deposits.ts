import { request } from './request.ts'
import type { Deposit, Fix, PublishedDeposit, UnfinishedUpload } from './types.ts'
import { sendFile, type SendOptions } from './upload.ts'

/** A file to look at before it is published: a new one, or the next version of `resourceId`. */
export const createDeposit = (
  datasetId: string,
  resourceId: string | null,
  file: File,
  options?: SendOptions,
): Promise<Deposit> => sendFile(depositsOf(datasetId, resourceId), file, options)

/**
 * The same of a finished resumable upload; may be called again when no answer came. `checksum` (`sha256:…`): of the
 * file that was meant, refused when another arrived.
 */
export const createDepositOf = (
  datasetId: string,
  resourceId: string | null,
  upload: string,
  checksum?: string,
): Promise<Deposit> =>
  request(depositsOf(datasetId, resourceId), { method: 'POST', body: { upload, checksum }, idempotencyKey: upload })

/** Files whose bytes haven't all arrived, to go on with (tus 1.0, at their `uri`). */
export const listUploads = (): Promise<UnfinishedUpload[]> => request('/api/1/uploads/')

/** Those that wait for somebody to publish them or give them up, newest first; without their reports. */
export const listDeposits = (datasetId: string): Promise<Deposit[]> => request(depositsOf(datasetId, null))

/** The deposit as it is now; its report comes with it once it was looked at. */
export const getDeposit = (datasetId: string, id: string, signal?: AbortSignal): Promise<Deposit> =>
  request(pathOf(datasetId, id), { signal })

/** Makes the deposit anew of the file that was sent and of these fixes, the whole list; none: as it was sent. */
export const fixDeposit = (datasetId: string, id: string, fixes: Fix[]): Promise<Deposit> =>
  request(`${pathOf(datasetId, id)}fixes/`, { method: 'POST', body: { fixes } })

/**
 * `sha256`: of the deposit whose report was read; refused (409) when somebody fixed it since. With `idempotencyKey`
 * it may be called again when no answer came.
 */
export const publishDeposit = (
  datasetId: string,
  id: string,
  decision: { reason: string | null; confirm: boolean; sha256?: string },
  idempotencyKey?: string,
): Promise<PublishedDeposit> =>
  request(`${pathOf(datasetId, id)}publish/`, { method: 'POST', body: decision, idempotencyKey })

export const discardDeposit = (datasetId: string, id: string): Promise<unknown> =>
  request(pathOf(datasetId, id), { method: 'DELETE' })

/** Where the vector tiles of a deposit with a map are (PMTiles, by ranges of bytes); its fixes change the address too. */
export const depositTilesAddress = ({ dataset, id, sha256 }: Deposit): string =>
  `${pathOf(dataset, id)}tiles.pmtiles?bytes=${sha256.slice(0, 12)}`

const depositsOf = (datasetId: string, resourceId: string | null): string => {
  const dataset = `/api/1/datasets/${encodeURIComponent(datasetId)}/`
  return `${dataset}${resourceId ? `resources/${encodeURIComponent(resourceId)}/` : ''}deposits/`
}

const pathOf = (datasetId: string, id: string): string =>
  `/api/1/datasets/${encodeURIComponent(datasetId)}/deposits/${encodeURIComponent(id)}/`
