import type { Actor } from '../lib/actor.ts'
import { Forbidden, invalidFields, invalidField, NotFound, Unauthorized, type FieldErrors } from '../lib/errors.ts'
import { newObjectId } from '../lib/ids.ts'
import { isWebAddress } from '../lib/urls.ts'
import { isEmail, nameProblem } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import { canEditOwned, ownersAfterChange, ownersForCreation, type Owners } from '../organizations/index.ts'
import { CONTACT_ROLES, type ContactRole } from './contact-roles.ts'
import type { ContactPoint } from './model.ts'
import {
  deleteContactPointRow,
  insertContactPoint,
  selectContactPointPage,
  selectContactPoints,
  selectSameContactPoint,
  suggestContactPointRows,
  updateContactPointRow,
} from './store.contact-points.ts'
import { dropContactPoint } from './store.datasets.ts'

export type ContactPointInput = Partial<Pick<ContactPoint, 'name' | 'email' | 'contactForm' | 'role'> & Owners>

/** One of the same owner that says the same, or a new one: `isNew` says which. Throws `Unauthorized`, `Invalid`. */
export const getOrCreateContactPoint = (
  db: Db,
  actor: Actor,
  input: ContactPointInput,
): Promise<{ contact: ContactPoint; isNew: boolean }> =>
  inTransaction(db, async (tx) => {
    if (actor.kind === 'anonymous') throw new Unauthorized()
    const words = { name: '', email: null, contactForm: null, role: '', ...input }
    const contact = { ...words, id: newObjectId(), ...(await ownersForCreation(tx, actor, input)) }
    checkContactPoint(contact)
    const same = await selectSameContactPoint(tx, contact)
    if (!same) await insertContactPoint(tx, contact)
    return { contact: same ?? contact, isNew: !same }
  })

/** Changes what is given. Throws `NotFound`, `Forbidden`, `Invalid` (also when another one says the same). */
export const updateContactPoint = (db: Db, actor: Actor, id: string, input: ContactPointInput): Promise<ContactPoint> =>
  inTransaction(db, async (tx) => {
    const before = await editable(tx, actor, id)
    const owners = await ownersAfterChange(tx, actor, before, input, { intoOrganization: false })
    const after = { ...before, ...input, ...owners }
    checkContactPoint(after)
    if (await selectSameContactPoint(tx, after)) throw invalidField('name', ALREADY)
    await updateContactPointRow(tx, after)
    return after
  })

/** Takes it away, from the datasets that name it too. Throws `NotFound`, `Forbidden`. */
export const deleteContactPoint = (db: Db, actor: Actor, id: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    await editable(tx, actor, id)
    await deleteContactPointRow(tx, id)
    await dropContactPoint(tx, id)
  })

/** The contact point, or `NotFound`. */
export const getContactPoint = async (db: Db, id: string): Promise<ContactPoint> => {
  const [contact] = await selectContactPoints(db, [id])
  if (!contact) throw new NotFound()
  return contact
}

/** Contact points by id, in one query. */
export const findContactPoints = (db: Db, ids: string[]): Promise<ContactPoint[]> => selectContactPoints(db, ids)

/** A page of those of an organization or of a person, by name. */
export const listContactPoints = (
  db: Db,
  owner: { organizationId: string } | { ownerId: string },
  page: Page,
): Promise<[ContactPoint[], number]> => selectContactPointPage(db, owner, page)

/** Those of an organization whose name, address or form holds the text. */
export const suggestContactPoints = (
  db: Db,
  organizationId: string,
  q: string,
  size: number,
): Promise<ContactPoint[]> => suggestContactPointRows(db, organizationId, q, size)

const editable = async (db: Db, actor: Actor, id: string): Promise<ContactPoint> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const contact = await getContactPoint(db, id)
  if (!canEditOwned(actor, contact)) throw new Forbidden()
  return contact
}

const checkContactPoint = (contact: ContactPoint): void => {
  const fields: FieldErrors = {}
  const name = nameProblem(contact.name)
  if (name) fields.name = [name]
  if (!CONTACT_ROLES.some(({ id }) => id === (contact.role as ContactRole))) fields.role = [UNKNOWN_ROLE]
  if (contact.email && !isEmail(contact.email)) fields.email = [BAD_EMAIL]
  if (contact.contactForm && !isWebAddress(contact.contactForm)) fields.contact_form = [BAD_URL]
  if (contact.role === 'contact' && !contact.email && !contact.contactForm) fields.email ??= [ONE_WAY]
  if (Object.keys(fields).length > 0) throw invalidFields(fields)
}

const ALREADY = { fr: 'Ce point de contact existe déjà.', en: 'This contact point already exists.' }
const UNKNOWN_ROLE = { fr: 'Ce rôle n’existe pas.', en: 'Unknown role.' }
const BAD_EMAIL = { fr: 'Cette adresse e-mail n’est pas valide.', en: 'Invalid e-mail address.' }
const BAD_URL = { fr: 'Cette adresse web n’est pas valide.', en: 'Invalid URL.' }
const ONE_WAY = { fr: 'Donnez une adresse e-mail ou un formulaire.', en: 'Give an e-mail or a contact form.' }
