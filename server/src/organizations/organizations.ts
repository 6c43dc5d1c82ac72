import { demandPerson, type Actor, type Membership } from '../lib/actor.ts'
import { Conflict, Forbidden, Gone, Invalid, Moved, NotFound, Unauthorized } from '../lib/errors.ts'
import { isObjectId, newObjectId } from '../lib/ids.ts'
import { slugOf } from '../lib/slugs.ts'
import { demandSiteAdmin } from '../accounts/index.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import { publish } from '../events/index.ts'
import type { Page } from '../http/index.ts'
import { indexDocument } from '../search/index.ts'
import { findRenamed, freeSlug, recordSlugChange } from '../subjects/index.ts'
import { BADGES, type Organization, type OrganizationInput } from './model.ts'
import { checkOrganization } from './organization.rules.ts'
import { canAdministerOrganization, canReadOrganization } from './policy.ts'
import { searchDocumentOf } from './search.ts'
import { selectMemberships, upsertMember } from './store.members.ts'
import { selectOrganizationIdsOf } from './store.user-memberships.ts'
import {
  countOrganizationRows,
  insertOrganization,
  lockOrganization,
  organizationSlugIsTaken,
  selectOrganization,
  selectOrganizationIdsWithBadge,
  selectOrganizationPage,
  selectOrganizations,
  suggestOrganizationRows,
  updateOrganizationRow,
  type OrganizationFilter,
} from './store.ts'

/** Creates an organization; its creator becomes its administrator. Throws `Unauthorized`, `Invalid`. */
export const createOrganization = async (db: Db, actor: Actor, input: OrganizationInput): Promise<Organization> => {
  const { userId } = demandPerson(actor)
  checkOrganization(input)
  return inTransaction(db, async (tx) => {
    const now = new Date()
    const organization = { ...NEW, ...input, id: newObjectId(), slug: '', createdAt: now, lastModified: now }
    organization.slug = await slugFor(tx, organization)
    await insertOrganization(tx, organization)
    await indexDocument(tx, searchDocumentOf(organization))
    await upsertMember(tx, organization.id, { userId, role: 'admin' })
    await tell(tx, 'organization:created', actor, organization)
    return organization
  })
}

/** Changes what is given of an organization. Throws `NotFound`, `Gone`, `Forbidden`, `Invalid`. */
export const updateOrganization = (
  db: Db,
  actor: Actor,
  id: string,
  changes: Partial<OrganizationInput>,
): Promise<Organization> =>
  changeOrganization(db, actor, id, (organization) => {
    checkOrganization({ ...organization, ...changes })
    return changes
  })

/** Its extras, made of those it has at that instant: two who write at once both do. Throws as `updateOrganization` does. */
export const changeOrganizationExtras = (
  db: Db,
  actor: Actor,
  id: string,
  change: (extras: Organization['extras']) => Organization['extras'],
): Promise<Organization> =>
  changeOrganization(db, actor, id, (organization) => {
    const extras = change(organization.extras)
    checkOrganization({ ...organization, extras })
    return { extras }
  })

/** Gives it a picture, or takes it away. `logo` is what `images` answered. Throws `NotFound`, `Forbidden`. */
export const setOrganizationLogo = (
  db: Db,
  actor: Actor,
  id: string,
  logo: Organization['logo'],
): Promise<Organization> => changeOrganization(db, actor, id, () => ({ logo }))

/** Takes an organization away; what it published stays. Throws `NotFound`, `Gone`, `Forbidden`. */
export const deleteOrganization = async (db: Db, actor: Actor, id: string): Promise<void> => {
  demandPerson(actor)
  await changeOrganization(db, actor, id, () => ({ deletedAt: new Date() }))
}

/**
 * Puts a badge first. Answers whether it was not there before. For site administrators. Throws `NotFound`,
 * `Forbidden`, `Invalid` (unknown kind).
 */
export const addOrganizationBadge = async (db: Db, actor: Actor, id: string, kind: string): Promise<boolean> => {
  if (!BADGES.some((badge) => badge === kind))
    throw new Invalid({ fr: 'Ce badge n’existe pas.', en: 'Unknown badge kind.' }, { kind: [UNKNOWN_BADGE] })
  let added = false
  await inTransaction(db, async (tx) => {
    const organization = await existing(tx, id)
    added = !organization.badges.includes(kind)
    if (!added) return
    await save(tx, { ...organization, badges: [kind, ...organization.badges] })
    await tell(tx, 'organization:badge_added', actor, organization, { kind })
  })
  return added
}

/** Takes a badge away. For site administrators. Throws `NotFound`. */
export const removeOrganizationBadge = (db: Db, actor: Actor, id: string, kind: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const organization = await existing(tx, id)
    if (!organization.badges.includes(kind)) throw new NotFound()
    const badges = organization.badges.filter((badge) => badge !== kind)
    await save(tx, { ...organization, badges })
    await tell(tx, 'organization:badge_removed', actor, organization, { kind })
  })

/** An organization by id or slug, as this caller may see it. Throws `NotFound`, `Moved`, or `Gone` when it was deleted. */
export const getOrganization = async (db: Db, actor: Actor, idOrSlug: string): Promise<Organization> => {
  const organization = (await selectOrganization(db, idOrSlug)) ?? (await findMoved(db, idOrSlug))
  if (!organization) throw new NotFound()
  if (!canReadOrganization(actor, organization)) throw new Gone()
  if (idOrSlug !== organization.slug && idOrSlug !== organization.id) throw new Moved(idOrSlug, organization.slug)
  return organization
}

/** The same for a caller who wants to administer it: throws `Unauthorized` and `Forbidden` too. */
export const getAdministeredOrganization = async (db: Db, actor: Actor, idOrSlug: string): Promise<Organization> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const organization = await getOrganization(db, actor, idOrSlug)
  if (!canAdministerOrganization(actor, organization)) throw new Forbidden()
  return organization
}

/** Organizations by id, in one query; ids that don't exist are left out. */
export const findOrganizations = async (db: Db, ids: string[]): Promise<Map<string, Organization>> =>
  new Map((await selectOrganizations(db, [...new Set(ids)])).map((organization) => [organization.id, organization]))

/** A page of organizations and how many there are. `sort`: one of `ORGANIZATION_SORTS`, newest first by default. */
export const listOrganizations = (
  db: Db,
  filter: OrganizationFilter,
  page: Page,
  sort = '-created',
): Promise<[Organization[], number]> => selectOrganizationPage(db, filter, sort, page)

/**
 * A page of the organizations there are, or of those that were deleted, for site administrators. Throws
 * `Unauthorized`, `Forbidden`.
 */
export const listAllOrganizations = async (
  db: Db,
  actor: Actor,
  filter: Pick<OrganizationFilter, 'q' | 'badge' | 'deleted'>,
  page: Page,
): Promise<[Organization[], number]> => {
  demandSiteAdmin(actor)
  return selectOrganizationPage(db, filter, 'name', page)
}

/**
 * Brings back an organization that was deleted; its flows stay paused. Throws `Unauthorized`, `Forbidden`, `NotFound`,
 * `Conflict` when it isn't deleted.
 */
export const restoreOrganization = async (db: Db, actor: Actor, id: string): Promise<Organization> => {
  demandSiteAdmin(actor)
  return inTransaction(db, async (tx) => {
    const before = await existing(tx, id)
    if (!before.deletedAt) throw new Conflict(NOT_DELETED)
    const after = { ...before, deletedAt: null }
    await save(tx, after)
    await tell(tx, 'organization:updated', actor, after, {}, ['deleted'])
    return after
  })
}

const NOT_DELETED = { fr: 'Cette organisation n’est pas supprimée.', en: 'This organization is not deleted.' }

/** Ids of the organizations that have this badge. */
export const listOrganizationIdsWithBadge = (db: Db, badge: string): Promise<string[]> =>
  selectOrganizationIdsWithBadge(db, badge)

/** Organizations whose name or acronym holds the text, most followed first. */
export const suggestOrganizations = (db: Db, q: string, size: number): Promise<Organization[]> =>
  suggestOrganizationRows(db, q, size)

/** How many organizations there are, deleted ones apart. */
export const countOrganizations = (db: Db): Promise<number> => countOrganizationRows(db)

/** The organizations that these people belong to, by person: two queries. Deleted ones are left out. */
export const listOrganizationsOfUsers = async (db: Db, userIds: string[]): Promise<Map<string, Organization[]>> => {
  const ids = await selectOrganizationIdsOf(db, userIds)
  const organizations = await findOrganizations(db, [...ids.values()].flat())
  const among = (theirs: string[]): Organization[] =>
    theirs.flatMap((id) => organizations.get(id) ?? []).filter(({ deletedAt }) => !deletedAt)
  return new Map([...ids].map(([userId, theirs]) => [userId, among(theirs)]))
}

/** What a user may do through organizations: read once a request, into the `Actor`. */
export const listMemberships = (db: Db, userId: string): Promise<Membership[]> => selectMemberships(db, userId)

const NEW = {
  imageUrl: null,
  logo: null,
  badges: [],
  metrics: {},
  presentationBlocs: [],
  presentationBlocsPublishedAt: null,
  deletedAt: null,
}
const UNKNOWN_BADGE = { fr: 'Ce badge n’existe pas.', en: 'Unknown badge kind.' }

/** Under the organization's lock: two administrators who write at once never lose a change. */
const changeOrganization = (
  db: Db,
  actor: Actor,
  id: string,
  change: (before: Organization) => Partial<Organization>,
): Promise<Organization> =>
  inTransaction(db, async (tx) => {
    const before = await existing(tx, id)
    if (before.deletedAt) throw new Gone()
    if (!canAdministerOrganization(actor, before)) throw new Forbidden()
    const changes = change(before)
    const after = { ...before, ...changes }
    if (after.name !== before.name) {
      after.slug = await slugFor(tx, after)
      await recordSlugChange(tx, 'Organization', id, { from: before.slug, to: after.slug })
    }
    await save(tx, after)
    const type = after.deletedAt ? 'organization:deleted' : 'organization:updated'
    await tell(tx, type, actor, after, {}, Object.keys(changes))
    return after
  })

const existing = async (tx: Tx, id: string): Promise<Organization> => {
  const organization = await lockOrganization(tx, id)
  if (!organization) throw new NotFound()
  return organization
}

/** Its date moves with everything that others show of it: badges and logo too, as in udata (§6.2). */
const save = async (tx: Tx, organization: Organization): Promise<void> => {
  await updateOrganizationRow(tx, Object.assign(organization, { lastModified: new Date() }))
  await indexDocument(tx, searchDocumentOf(organization))
}

const tell = (
  tx: Tx,
  type: string,
  actor: Actor,
  { id }: Organization,
  extras: Record<string, unknown> = {},
  changes: string[] = [],
) =>
  publish(tx, {
    type,
    actorId: actor.kind === 'user' ? actor.userId : null,
    subject: { class: 'Organization', id },
    organizationId: id,
    changes,
    extras,
  })

const slugFor = (tx: Tx, { name, id }: Pick<Organization, 'name' | 'id'>): Promise<string> =>
  freeSlug(tx, 'Organization', name, {
    fallback: 'organisation',
    isTaken: (slug) => organizationSlugIsTaken(tx, slug, id),
  })

/** By an older slug, or one written differently. */
const findMoved = async (db: Db, idOrSlug: string): Promise<Organization | undefined> => {
  if (isObjectId(idOrSlug)) return selectOrganization(db, idOrSlug.toLowerCase())
  const slug = slugOf(idOrSlug)
  return selectOrganization(db, (await findRenamed(db, 'Organization', slug)) ?? slug)
}
