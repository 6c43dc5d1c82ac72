import { request } from './request.ts'
import type { Organization, OrganizationInput } from './types.ts'

export const createOrganization = (input: OrganizationInput): Promise<Organization> =>
  request('/api/1/organizations/', { method: 'POST', body: input })

export const getOrganization = (id: string): Promise<Organization> =>
  request(`/api/1/organizations/${encodeURIComponent(id)}/`)

export const updateOrganization = (id: string, input: Partial<OrganizationInput>): Promise<Organization> =>
  request(`/api/1/organizations/${encodeURIComponent(id)}/`, { method: 'PUT', body: input })
