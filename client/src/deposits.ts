import { request } from './request.ts'
import type { Deposit, Fix, PublishedDeposit } from './types.ts'
import { sendFile, type SendOptions } from './upload.ts'

/** A file to look at before it is published: a new one, or the next version of `resourceId`. */
export const createDeposit = (
  datasetId: string,
  resourceId: string | null,
  file: File,
  options?: SendOptions,
): Promise<Deposit> => {
  const dataset = `/api/1/datasets/${encodeURIComponent(datasetId)}/`
  return sendFile(
    `${dataset}${resourceId ? `resources/${encodeURIComponent(resourceId)}/` : ''}deposits/`,
    file,
    options,
  )
}

/** The deposit as it is now; its report comes with it once it was looked at. */
export const getDeposit = (datasetId: string, id: string): Promise<Deposit> => request(pathOf(datasetId, id))

/** Makes the deposit anew of the file that was sent and of these fixes, the whole list; none: as it was sent. */
export const fixDeposit = (datasetId: string, id: string, fixes: Fix[]): Promise<Deposit> =>
  request(`${pathOf(datasetId, id)}fixes/`, { method: 'POST', body: { fixes } })

export const publishDeposit = (
  datasetId: string,
  id: string,
  decision: { reason: string | null; confirm: boolean },
): Promise<PublishedDeposit> => request(`${pathOf(datasetId, id)}publish/`, { method: 'POST', body: decision })

export const discardDeposit = (datasetId: string, id: string): Promise<unknown> =>
  request(pathOf(datasetId, id), { method: 'DELETE' })

const pathOf = (datasetId: string, id: string): string =>
  `/api/1/datasets/${encodeURIComponent(datasetId)}/deposits/${encodeURIComponent(id)}/`
