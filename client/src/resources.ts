import { request } from './request.ts'
import type { LinkInput, Resource, ResourceInput, UploadedResource } from './types.ts'
import { sendFile, type SendOptions } from './upload.ts'

export const addLink = (datasetId: string, input: LinkInput): Promise<Resource> =>
  request(listOf(datasetId), { method: 'POST', body: { ...input, filetype: 'remote' } })

export const getResource = (datasetId: string, id: string): Promise<Resource> => request(pathOf(datasetId, id))

export const updateResource = (datasetId: string, id: string, input: ResourceInput): Promise<Resource> =>
  request(pathOf(datasetId, id), { method: 'PUT', body: input })

/** Makes a link of a file, with the same id; its versions stay, and can be restored. */
export const makeLink = (datasetId: string, id: string, input: ResourceInput & { url: string }): Promise<Resource> =>
  request(pathOf(datasetId, id), { method: 'PUT', body: { ...input, filetype: 'remote' } })

export const deleteResource = (datasetId: string, id: string): Promise<unknown> =>
  request(pathOf(datasetId, id), { method: 'DELETE' })

/** Makes a file of a link, with the same id: the server fetches what is behind it, which may take minutes. */
export const copyLink = (datasetId: string, id: string): Promise<Resource> =>
  request(`${pathOf(datasetId, id)}copy/`, { method: 'POST' })

export const reorderResources = (datasetId: string, ids: string[]): Promise<Resource[]> =>
  request(listOf(datasetId), { method: 'PUT', body: ids })

export const uploadFile = (datasetId: string, file: File, options?: SendOptions): Promise<UploadedResource> =>
  sendFile(`/api/1/datasets/${encodeURIComponent(datasetId)}/upload/`, file, options)

/** A new version of a file, whose title stays. */
export const replaceFile = (
  datasetId: string,
  id: string,
  file: File,
  options?: SendOptions,
): Promise<UploadedResource> => sendFile(`${pathOf(datasetId, id)}upload/?keep_title=true`, file, options)

const listOf = (datasetId: string): string => `/api/1/datasets/${encodeURIComponent(datasetId)}/resources/`
const pathOf = (datasetId: string, id: string): string => `${listOf(datasetId)}${encodeURIComponent(id)}/`
