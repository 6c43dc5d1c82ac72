import type { FastifyRequest } from 'fastify'
import { canReadDataset, findDatasets, type Dataset } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { readSearchPage, commonQuery, filterBy, presentFound } from '../search/routes.presenter.ts'
import { searchDocuments, type SearchFilter } from '../search/index.ts'
import { listDatasetLinks } from '../catalog/index.ts'
import type { ListingKind } from './kind.ts'
import { findListings } from './listings.ts'
import type { Listing } from './model.ts'

/** Datasets of each of these that the caller may see, in two queries. */
export const findLinkedDatasets = async (
  db: Db,
  request: FastifyRequest,
  listings: Listing[],
): Promise<(listing: Listing) => Dataset[]> => {
  const ids = listings.map(({ id }) => id)
  const links = listings[0] ? await listDatasetLinks(db, listings[0].class, ids) : new Map<string, string[]>()
  const found = await findDatasets(db, [...new Set([...links.values()].flat())])
  const readable = new Map(
    found.filter((dataset) => canReadDataset(request.actor, dataset)).map((dataset) => [dataset.id, dataset]),
  )
  return ({ id }) => (links.get(id) ?? []).flatMap((datasetId) => readable.get(datasetId) ?? [])
}

/** Filters that every search of them has. */
export interface CommonSearch {
  q?: string
  last_update_range?: 'last_30_days' | 'last_12_months' | 'last_3_years'
  tag?: string[]
  organization?: string
  organization_badge?: string
  owner?: string
  featured?: boolean
  archived?: boolean
  producer_type?: string
}

/** What everybody can find of a class, in a page with its counters (udata-api.md §13). */
export const searchListings = async <F>(
  request: FastifyRequest,
  { db, site }: { db: Db; site: { baseUrl: string } },
  kind: ListingKind<F>,
  { query, filters, sort, facets }: { query: CommonSearch; filters: SearchFilter[]; sort: string; facets: string[] },
  present: (request: FastifyRequest, listings: Listing<F>[]) => Promise<object[]>,
) => {
  const page = readSearchPage(request)
  const found = await searchDocuments(db, {
    kind: kind.name,
    audiences: ['public'],
    ...commonQuery(query),
    filters: [
      ...filterBy('tag', query.tag, 'all'),
      ...filterBy('organization', query.organization),
      ...filterBy('organization_badge', query.organization_badge),
      ...filterBy('owner', query.owner),
      ...filterBy('featured', query.featured),
      // Those that are archived leave the lists, and are found by those who ask for them.
      ...filterBy('archived', query.archived ?? false),
      ...filterBy('producer_type', query.producer_type),
      ...filters,
    ],
    sort,
    facets,
    ...page,
  })
  const listings = await findListings(db, kind, found.ids)
  return presentFound(request, site.baseUrl, page, found, await present(request, listings))
}
