import { request } from './request.ts'
import type { License, Limits, Ref, Site } from './types.ts'

export const listLicenses = (): Promise<License[]> => request('/api/1/datasets/licenses/')
export const listFrequencies = (): Promise<Ref[]> => request('/api/1/datasets/frequencies/')
export const listResourceTypes = (): Promise<Ref[]> => request('/api/1/datasets/resource_types/')
/** The file name endings that may be deposited, without their dot. */
export const listExtensions = (): Promise<string[]> => request('/api/1/datasets/extensions/')
export const getLimits = (): Promise<Limits> => request('/api/cimaise/limits/')
export const getSite = (): Promise<Site> => request('/api/1/site/')
