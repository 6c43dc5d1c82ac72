import type { ContactPoint } from './model.ts'

/** udata's contact point (udata-api.md §2.5). Whose it is, as references that the caller found. */
export const presentContactPoint = (
  contact: ContactPoint,
  owners: { organization: object | null; owner: object | null },
) => ({ ...presentContactPointWords(contact), ...owners })

/** The same in lists, without its owner. */
export const presentContactPointWords = (contact: ContactPoint) => ({
  id: contact.id,
  name: contact.name,
  email: contact.email,
  contact_form: contact.contactForm,
  role: contact.role,
})
