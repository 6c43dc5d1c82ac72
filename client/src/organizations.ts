import { queryOf, request } from './request.ts'
import type { Organization, OrganizationInput, OrganizationSettings, OrganizationSuggestion, Page } from './types.ts'
import { sendFile, type SendOptions } from './upload.ts'

export const createOrganization = (input: OrganizationInput): Promise<Organization> =>
  request('/api/1/organizations/', { method: 'POST', body: input })

export const getOrganization = (id: string): Promise<Organization> =>
  request(`/api/1/organizations/${encodeURIComponent(id)}/`)

export const updateOrganization = (id: string, input: Partial<OrganizationInput>): Promise<Organization> =>
  request(`/api/1/organizations/${encodeURIComponent(id)}/`, { method: 'PUT', body: input })

/** How it works in the back-office: its tags, its defaults, where its members find help. */
export const getOrganizationSettings = (id: string): Promise<OrganizationSettings> =>
  request(`/api/1/organizations/${encodeURIComponent(id)}/settings/`)

export const updateOrganizationSettings = (
  id: string,
  changes: Partial<OrganizationSettings>,
): Promise<OrganizationSettings> =>
  request(`/api/1/organizations/${encodeURIComponent(id)}/settings/`, { method: 'PUT', body: changes })

/** Those whose name or acronym holds what was typed. */
export const suggestOrganizations = (q: string): Promise<OrganizationSuggestion[]> =>
  request(`/api/1/organizations/suggest/${queryOf({ q })}`)

/** By a whole name or a whole SIRET. */
export const findOrganizations = (query: { name?: string; business_number_id?: string }): Promise<Page<Organization>> =>
  request(`/api/1/organizations/${queryOf(query)}`)

/** What it published stays. */
export const deleteOrganization = (id: string): Promise<unknown> =>
  request(`/api/1/organizations/${encodeURIComponent(id)}/`, { method: 'DELETE' })

/** Names of badges by their kind. */
export const listOrganizationBadges = (): Promise<Record<string, string>> => request('/api/1/organizations/badges/')

export const sendLogo = (id: string, file: File, options?: SendOptions): Promise<{ image: string }> =>
  sendFile(`/api/1/organizations/${encodeURIComponent(id)}/logo/`, file, options)

export const removeLogo = (id: string): Promise<unknown> =>
  request(`/api/1/organizations/${encodeURIComponent(id)}/logo/`, { method: 'DELETE' })

/** Tags of its public datasets, the most used first. */
export const listOrganizationTags = async (id: string): Promise<{ name: string; count: number }[]> => {
  type Found = { facets: { tag?: { name: string; count: number }[] } }
  const { facets } = await request<Found>(`/api/2/datasets/search/${queryOf({ organization: id, page_size: 1 })}`)
  // The first counter is that of all of them.
  return (facets.tag ?? []).filter(({ name }) => name !== 'all')
}
