import { queryOf, request } from './request.ts'
import type { Organization, OrganizationInput, OrganizationSettings } from './types.ts'

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
export const suggestOrganizations = (q: string): Promise<{ id: string; name: string }[]> =>
  request(`/api/1/organizations/suggest/${queryOf({ q })}`)
