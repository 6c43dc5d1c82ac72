import { findUsers, type User } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { findOrganizations, type Organization } from '../organizations/index.ts'
import type { Listing } from './model.ts'

/** Who it belongs to. */
export interface ListingOwners {
  organization: Organization | undefined
  owner: User | undefined
}

/** Owners of each of these, two queries whatever their number. */
export const findOwners = async (db: Db, listings: Listing[]): Promise<(listing: Listing) => ListingOwners> => {
  const organizationIds = listings.flatMap(({ organizationId }) => organizationId ?? [])
  const organizations = await findOrganizations(db, [...new Set(organizationIds)])
  const users = await findUsers(db, [...new Set(listings.flatMap(({ ownerId }) => ownerId ?? []))])
  return ({ organizationId, ownerId }) => ({
    organization: organizations.get(organizationId ?? ''),
    owner: users.get(ownerId ?? ''),
  })
}
