import { listContactPoints, type ContactPoint, type Dataset } from '@cimaise/client'
import { reactive } from 'vue'

/** Contact points that were met, by id: the form has ids only. */
const known = reactive(new Map<string, ContactPoint>())

export const rememberContacts = (contacts: ContactPoint[]): void =>
  contacts.forEach((contact) => known.set(contact.id, contact))

export const contactOf = (id: string): ContactPoint | undefined => known.get(id)
export const contactName = (id: string): string => known.get(id)?.name ?? id

/** Whose they are: a dataset has those of its producer only. */
export const ownerOf = ({ organization, owner }: Dataset): { organization: string } | { owner: string } =>
  organization ? { organization: organization.id } : { owner: owner?.id ?? '' }

export const loadContacts = async (dataset: Dataset): Promise<ContactPoint[]> => {
  const contacts = await listContactPoints(ownerOf(dataset))
  rememberContacts([...contacts, ...dataset.contact_points])
  return contacts
}
