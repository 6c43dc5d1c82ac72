import { queryOf, request } from './request.ts'
import type { License, Limits, Ref, Site, Zone } from './types.ts'

export const listLicenses = (): Promise<License[]> => request('/api/1/datasets/licenses/')
export const listFrequencies = (): Promise<Ref[]> => request('/api/1/datasets/frequencies/')
export const listResourceTypes = (): Promise<Ref[]> => request('/api/1/datasets/resource_types/')
/** The file name endings that may be deposited, without their dot. */
export const listExtensions = (): Promise<string[]> => request('/api/1/datasets/extensions/')
export const getLimits = (): Promise<Limits> => request('/api/cimaise/limits/')
export const getSite = (): Promise<Site> => request('/api/1/site/')

/** Keywords in use that hold what was typed. */
export const suggestTags = async (q: string): Promise<string[]> =>
  (await request<{ text: string }[]>(`/api/1/tags/suggest/${queryOf({ q })}`)).map(({ text }) => text)

/** Places by their name or their code. */
export const suggestZones = (q: string): Promise<Zone[]> => request(`/api/1/spatial/zones/suggest/${queryOf({ q })}`)

/** Places by id. */
export const findZones = async (ids: string[]): Promise<Zone[]> => {
  if (ids.length === 0) return []
  const path = `/api/1/spatial/zones/${ids.map((id) => encodeURIComponent(id)).join(',')}/`
  const { features } = await request<{ features: { id: string; properties: Omit<Zone, 'id'> }[] }>(path)
  return features.map(({ id, properties: { name, code, level } }) => ({ id, name, code, level }))
}

/** How fine data about places can be. */
export const listGranularities = (): Promise<{ id: string; name: string }[]> => request('/api/1/spatial/granularities/')

/** Why data isn't open. */
export const listAccessReasons = (): Promise<{ value: string; label: string }[]> =>
  request('/api/1/access_type/reason_categories/')
