import type { Actor, Membership, Role } from '../lib/actor.ts'
import { Forbidden, Gone, invalidField, NotFound, Unauthorized } from '../lib/errors.ts'
import { newObjectId } from '../lib/ids.ts'
import { firstFreeSlug, slugOf } from '../lib/slugs.ts'
import { findUserByEmail } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { Member, Organization, OrganizationInput } from './model.ts'
import { checkOrganization } from './organization.rules.ts'
import { canAdministerOrganization, canReadOrganization } from './policy.ts'
import {
  countOrganizationRows,
  deleteMember,
  insertOrganization,
  organizationSlugIsTaken,
  selectMembers,
  selectMemberships,
  selectOrganization,
  selectOrganizationPage,
  selectOrganizations,
  updateOrganizationRow,
  upsertMember,
} from './store.ts'

/** Creates an organization; its creator becomes its administrator. Throws `Unauthorized`, `Invalid`. */
export const createOrganization = async (db: Db, actor: Actor, input: OrganizationInput): Promise<Organization> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  checkOrganization(input)
  return inTransaction(db, async (tx) => {
    const id = newObjectId()
    const now = new Date()
    const slug = await freeSlug(tx, input.name, id)
    const organization = { ...input, id, slug, createdAt: now, lastModified: now, deletedAt: null }
    await insertOrganization(tx, organization)
    await upsertMember(tx, id, { userId: actor.userId, role: 'admin' })
    return organization
  })
}

/** Changes what is given of an organization. Throws `NotFound`, `Gone`, `Forbidden`, `Invalid`. */
export const updateOrganization = async (
  db: Db,
  actor: Actor,
  organization: Organization,
  changes: Partial<OrganizationInput>,
): Promise<Organization> => {
  if (!canAdministerOrganization(actor, organization)) throw new Forbidden()
  const changed = { ...organization, ...changes, lastModified: new Date() }
  checkOrganization(changed)
  return inTransaction(db, async (tx) => {
    if (changed.name !== organization.name) changed.slug = await freeSlug(tx, changed.name, organization.id)
    await updateOrganizationRow(tx, changed)
    return changed
  })
}

/** An organization by id or slug, as this caller may see it. Throws `NotFound`, or `Gone` when it was deleted. */
export const getOrganization = async (db: Db, actor: Actor, idOrSlug: string): Promise<Organization> => {
  const organization = await selectOrganization(db, idOrSlug)
  if (!organization) throw new NotFound()
  if (!canReadOrganization(actor, organization)) throw new Gone()
  return organization
}

/** Organizations by id, in one query; ids that don't exist are left out. */
export const findOrganizations = async (db: Db, ids: string[]): Promise<Map<string, Organization>> =>
  new Map((await selectOrganizations(db, [...new Set(ids)])).map((organization) => [organization.id, organization]))

/** A page of organizations, newest first, and how many there are; `q` is looked for in the name. */
export const listOrganizations = (db: Db, q: string, page: Page): Promise<[Organization[], number]> =>
  selectOrganizationPage(db, q, page)

/** How many organizations there are, deleted ones apart. */
export const countOrganizations = (db: Db): Promise<number> => countOrganizationRows(db)

/** What a user may do through organizations: read once a request, into the `Actor`. */
export const listMemberships = (db: Db, userId: string): Promise<Membership[]> => selectMemberships(db, userId)

/** Members by organization, in one query. */
export const listMembers = (db: Db, organizationIds: string[]): Promise<Map<string, Member[]>> =>
  selectMembers(db, organizationIds)

/** Makes the person with this address a member, or changes their role. Throws `Forbidden`, `Invalid` (no such account). */
export const addMember = async (
  db: Db,
  actor: Actor,
  organization: Organization,
  email: string,
  role: Role,
): Promise<Member> => {
  if (!canAdministerOrganization(actor, organization)) throw new Forbidden()
  const user = await findUserByEmail(db, email)
  if (!user) throw invalidField('email', { fr: 'Aucun compte n’a cette adresse.', en: 'No account has this address.' })
  await upsertMember(db, organization.id, { userId: user.id, role })
  return { userId: user.id, role, since: new Date() }
}

/** Ends a membership. Throws `Forbidden`, `NotFound`. */
export const removeMember = async (db: Db, actor: Actor, organization: Organization, userId: string): Promise<void> => {
  if (!canAdministerOrganization(actor, organization)) throw new Forbidden()
  if (!(await deleteMember(db, organization.id, userId))) throw new NotFound()
}

const freeSlug = (db: Db, name: string, id: string): Promise<string> =>
  firstFreeSlug(slugOf(name) || 'organisation', (candidate) => organizationSlugIsTaken(db, candidate, id), {
    attempts: 1_000,
    tooMany: { fr: 'Trop d’organisations portent ce nom.', en: 'Too many organizations have this name.' },
  })
