import { fullNameOf } from '../accounts/index.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import type { Actor } from '../lib/actor.ts'
import { canEditOwned } from '../organizations/index.ts'
import { presentOrganizationRef } from '../organizations/wire.v1.ts'
import type { ListingOwners } from './find-owners.ts'
import type { Listing } from './model.ts'

/** Words, owner and rights, as every class shows them. */
export const presentCommon = (listing: Listing, owners: ListingOwners, actor: Actor, baseUrl: string) => ({
  id: listing.id,
  slug: listing.slug,
  description: listing.description,
  tags: listing.tags,
  private: listing.private,
  featured: listing.featured,
  extras: listing.extras,
  ...presentOwners(owners, actor, baseUrl),
})

/** Both keys, one of them null. */
export const presentOwners = ({ organization, owner }: ListingOwners, actor: Actor, baseUrl: string) => ({
  organization: organization ? presentOrganizationRef(organization, actor, baseUrl) : null,
  owner: owner ? presentUserRef(owner, baseUrl) : null,
})

export const permissionsOf = (listing: Listing, actor: Actor) => {
  const editable = canEditOwned(actor, listing)
  return { delete: editable, edit: editable }
}

/** A list that is somewhere else. */
export const presentLink = (href: string, total: number) => ({ rel: 'subsection', href, type: 'GET', total })

/** What a feed says of it (udata-api.md §12.4). */
export const presentEntry = (
  listing: Listing,
  path: string,
  { organization, owner }: ListingOwners,
  baseUrl: string,
) => ({
  id: `${baseUrl}/${path}/${listing.id}`,
  link: `${baseUrl}/${path}/${listing.slug}`,
  title: listing.title,
  text: listing.description,
  author: organization
    ? { name: organization.name, link: `${baseUrl}/organizations/${organization.slug}` }
    : owner
      ? { name: fullNameOf(owner), link: `${baseUrl}/users/${owner.slug}` }
      : null,
  publishedAt: listing.createdAt,
  updatedAt: listing.lastModified,
})
