import { findUsers, fullNameOf } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { audiencesOfOwned, findOrganizations, producerKey, producerTypesOf } from '../organizations/index.ts'
import type { SearchDocument } from '../search/index.ts'
import type { ListingKind } from './kind.ts'
import type { Listing } from './model.ts'
import { selectTopicsOf } from './topics/store.elements.ts'

/** What of it can be found, with its producer's name and badges. */
export const findSearchDocument = async <F>(
  db: Db,
  kind: ListingKind<F>,
  listing: Listing<F>,
): Promise<SearchDocument> => {
  const { organizationId, ownerId } = listing
  const organization = organizationId ? (await findOrganizations(db, [organizationId])).get(organizationId) : undefined
  const owner = ownerId ? (await findUsers(db, [ownerId])).get(ownerId) : undefined
  const words = (await kind.words?.(db, listing)) ?? ''
  const numbers = numbersOf(listing)
  return {
    kind: kind.name,
    id: listing.id,
    title: listing.title,
    texts: {
      a: listing.title,
      b: listing.tags.join(' '),
      c: organization ? `${organization.name} ${organization.acronym ?? ''}` : owner ? fullNameOf(owner) : '',
      d: `${listing.description} ${words}`,
    },
    facets: {
      tag: listing.tags,
      badge: [],
      featured: [String(listing.featured)],
      archived: [String(listing.archivedAt !== null)],
      organization: organizationId ? [organizationId] : [],
      organization_id_with_name: organization ? [producerKey(organization)] : [],
      organization_badge: organization?.badges ?? [],
      owner: ownerId ? [ownerId] : [],
      producer_type: producerTypesOf(organization),
      topics: await selectTopicsOf(db, listing.class, listing.id),
      ...kind.facets(listing),
    },
    // Archived ones are found by those who ask for them (udata-api.md §13).
    audiences: audiencesOfOwned(listing, !listing.private && listing.deletedAt === null),
    numbers,
    popularity: (1 + Math.log10(numbers.followers + numbers.views + 1) / 4) * (listing.featured ? 1.5 : 1),
    createdAt: listing.createdAt,
    updatedAt: listing.lastModified,
    coverage: null,
  }
}

const numbersOf = ({ metrics }: Listing) => ({
  datasets: Number(metrics.datasets ?? 0),
  followers: Number(metrics.followers ?? 0),
  views: Number(metrics.views ?? 0),
})
