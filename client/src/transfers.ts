import { queryOf, request } from './request.ts'
import type { Party, Transfer } from './types.ts'

/** Those of a dataset that the caller is a party to, newest first. */
export const listTransfers = (query: { subject: string; status?: Transfer['status'] }): Promise<Transfer[]> =>
  request(`/api/1/transfer/${queryOf(query)}`)

/** A dataset changes hands once the recipient accepts. */
export const requestTransfer = (datasetId: string, recipient: Party, comment = ''): Promise<Transfer> =>
  request('/api/1/transfer/', {
    method: 'POST',
    body: { subject: { class: 'Dataset', id: datasetId }, recipient, comment },
  })

export const answerTransfer = (id: string, response: 'accept' | 'refuse'): Promise<Transfer> =>
  request(`/api/1/transfer/${encodeURIComponent(id)}/`, { method: 'POST', body: { response } })
