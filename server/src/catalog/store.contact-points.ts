import { sql, type Selectable } from 'kysely'
import { containing, type ContactPointsTable, type Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { ContactPoint } from './model.ts'

export const insertContactPoint = async (db: Db, contact: ContactPoint): Promise<void> => {
  await db.insertInto('contact_points').values(rowOf(contact)).execute()
}

export const updateContactPointRow = async (db: Db, contact: ContactPoint): Promise<void> => {
  await db.updateTable('contact_points').set(rowOf(contact)).where('id', '=', contact.id).execute()
}

export const deleteContactPointRow = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('contact_points').where('id', '=', id).execute()
}

export const selectContactPoints = async (db: Db, ids: string[]): Promise<ContactPoint[]> => {
  const found = db
    .selectFrom('contact_points')
    .selectAll()
    .where(sql<boolean>`id = any(${ids})`)
  return (await found.execute()).map(contactPointOf)
}

/** One that says exactly the same for the same owner. */
export const selectSameContactPoint = async (db: Db, contact: ContactPoint): Promise<ContactPoint | undefined> => {
  const row = await db
    .selectFrom('contact_points')
    .selectAll()
    .where('name', '=', contact.name)
    .where('role', '=', contact.role)
    .where('id', '!=', contact.id)
    .where(sql<boolean>`email is not distinct from ${contact.email}`)
    .where(sql<boolean>`contact_form is not distinct from ${contact.contactForm}`)
    .where(sql<boolean>`organization_id is not distinct from ${contact.organizationId}`)
    .where(sql<boolean>`owner_id is not distinct from ${contact.ownerId}`)
    .executeTakeFirst()
  return row && contactPointOf(row)
}

type Owner = { organizationId: string } | { ownerId: string }

export const selectContactPointPage = async (
  db: Db,
  owner: Owner,
  { page, pageSize }: Page,
): Promise<[ContactPoint[], number]> => {
  const found = ownedBy(db, owner)
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = found
    .selectAll()
    .orderBy(sql`lower(unaccent(name)), id`)
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  return [(await rows.execute()).map(contactPointOf), total]
}

/** Name, address or form holding the text. */
export const suggestContactPointRows = async (
  db: Db,
  organizationId: string,
  q: string,
  size: number,
): Promise<ContactPoint[]> => {
  const text = sql`unaccent(name || ' ' || coalesce(email, '') || ' ' || coalesce(contact_form, ''))`
  const found = ownedBy(db, { organizationId })
    .selectAll()
    .where(sql<boolean>`${text} ilike unaccent(${containing(q)})`)
    .orderBy(sql`lower(unaccent(name)), id`)
    .limit(size)
  return (await found.execute()).map(contactPointOf)
}

const ownedBy = (db: Db, owner: Owner) => {
  const contacts = db.selectFrom('contact_points')
  return 'ownerId' in owner
    ? contacts.where('owner_id', '=', owner.ownerId)
    : contacts.where('organization_id', '=', owner.organizationId)
}

const rowOf = (contact: ContactPoint) => ({
  id: contact.id,
  name: contact.name,
  email: contact.email,
  contact_form: contact.contactForm,
  role: contact.role,
  organization_id: contact.organizationId,
  owner_id: contact.ownerId,
})

const contactPointOf = (row: Selectable<ContactPointsTable>): ContactPoint => ({
  id: row.id,
  name: row.name,
  email: row.email,
  contactForm: row.contact_form,
  role: row.role,
  organizationId: row.organization_id,
  ownerId: row.owner_id,
})
