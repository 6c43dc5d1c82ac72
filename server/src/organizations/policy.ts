import { isSiteAdmin, roleIn, type Actor } from '../lib/actor.ts'
import type { Organization } from './model.ts'

/** Editing, members, deletion: the administrators of the organization (udata-api.md §8). */
export const canAdministerOrganization = (actor: Actor, organization: Pick<Organization, 'id'>): boolean =>
  isSiteAdmin(actor) || roleIn(actor, organization.id) === 'admin'

/** Datasets, private ones included: every member. */
export const canPublishFor = (actor: Actor, organizationId: string): boolean =>
  isSiteAdmin(actor) || roleIn(actor, organizationId) !== null

export const canReadOrganization = (actor: Actor, organization: Organization): boolean =>
  organization.deletedAt === null || canPublishFor(actor, organization.id)
