import { request } from './request.ts'
import type { ContactPoint, ContactPointInput, Page, Ref } from './types.ts'

type Owner = { organization: string } | { owner: string }

/** Of an organization or of a person, by name: the first thousand. */
export const listContactPoints = async (owner: Owner): Promise<ContactPoint[]> => {
  const [kind, id] = 'organization' in owner ? ['organizations', owner.organization] : ['users', owner.owner]
  const path = `/api/1/${kind}/${encodeURIComponent(id)}/contacts/?page_size=1000`
  return (await request<Page<ContactPoint>>(path)).data
}

/** The same one again when the owner has one that says the same. */
export const createContactPoint = (input: ContactPointInput & Owner): Promise<ContactPoint> =>
  request('/api/1/contacts/', { method: 'POST', body: input })

export const updateContactPoint = (id: string, input: Partial<ContactPointInput>): Promise<ContactPoint> =>
  request(`/api/1/contacts/${encodeURIComponent(id)}/`, { method: 'PUT', body: input })

/** Datasets that name it lose it. */
export const deleteContactPoint = (id: string): Promise<unknown> =>
  request(`/api/1/contacts/${encodeURIComponent(id)}/`, { method: 'DELETE' })

export const listContactRoles = (): Promise<Ref[]> => request('/api/1/contacts/roles/')
