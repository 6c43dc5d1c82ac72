import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { ANONYMOUS } from '../lib/actor.ts'
import { Param, readQuery } from '../http/index.ts'
import { findOrganizations, PRODUCER_TYPES, producerKey } from '../organizations/index.ts'
import { keepAnswers, type SearchFilter } from '../search/index.ts'
import { commonQuery, filterBy, presentFound, readSearchPage, SEARCHING } from '../search/routes.presenter.ts'
import { findDatasets } from './datasets.ts'
import { FORMAT_FAMILIES } from './format-families.ts'
import { ACCESS_TYPES } from './model.ts'
import { canReadDataset } from './policy.ts'
import { datasetPresenter, type Deps } from './routes.presenter.ts'
import { DATASET, DATASET_FACETS, searchSortOf } from './search.ts'
import { readPeriod } from './wire.query.v1.ts'

const Search = Type.Object({
  ...SEARCHING,
  sort: Param.sort(['created', 'last_update', 'reuses', 'followers', 'views']),
  tag: Param.many('all of them'),
  badge: Param.many(),
  organization: Param.id(),
  organization_badge: Param.text(),
  organization_name: Param.text(),
  owner: Param.id(),
  license: Param.text(),
  geozone: Param.text(),
  granularity: Param.many('any of them'),
  format: Param.many('any of them'),
  schema: Param.many('any of them'),
  temporal_coverage: Param.text('YYYY-MM-DD-YYYY-MM-DD: covers this whole period'),
  featured: Param.flag(),
  topic: Param.text(),
  access_type: Param.choice(ACCESS_TYPES),
  format_family: Param.choice(FORMAT_FAMILIES),
  producer_type: Param.choice(PRODUCER_TYPES),
})

/** What everybody can find, with counters to narrow it by (udata-api.md §13). */
export const datasetSearchRoutes =
  ({ db, changes, site }: Deps) =>
  async (app: FastifyInstance) => {
    const present = datasetPresenter({ db, site })
    const search = keepAnswers(changes)

    app.get('/datasets/search/', { schema: { querystring: Search } }, async (request) => {
      const query = readQuery(request, Search)
      const page = readSearchPage(request)
      const found = await search(db, {
        kind: DATASET,
        audiences: ['public'],
        ...commonQuery(query),
        covering: query.temporal_coverage ? readPeriod(query.temporal_coverage) : undefined,
        filters: [...filtersOf(query), ...(await producerFilter(query.organization))],
        sort: query.sort ? searchSortOf(query.sort) : 'relevance',
        facets: DATASET_FACETS,
        ...page,
      })
      const datasets = (await findDatasets(db, found.ids)).filter((dataset) => canReadDataset(ANONYMOUS, dataset))
      return presentFound(request, site.baseUrl, page, found, await present.v2(request, datasets))
    })

    /** By the value that its counter shows: the counter then ignores this filter, as it ignores its own. */
    const producerFilter = async (id: string | undefined): Promise<SearchFilter[]> => {
      const organization = id ? (await findOrganizations(db, [id])).get(id) : undefined
      if (!organization) return filterBy('organization', id)
      return filterBy('organization_id_with_name', producerKey(organization))
    }
  }

const filtersOf = (query: Type.Static<typeof Search>): SearchFilter[] => [
  ...filterBy('tag', query.tag, 'all'),
  ...filterBy('badge', query.badge),
  ...filterBy('organization_badge', query.organization_badge),
  ...filterBy('organization_name', query.organization_name),
  ...filterBy('owner', query.owner),
  ...filterBy('license', query.license),
  ...filterBy('geozone', query.geozone),
  ...filterBy('granularity', query.granularity),
  ...filterBy('format', query.format),
  ...filterBy('schema', query.schema),
  ...filterBy('featured', query.featured),
  ...filterBy('topics', query.topic),
  ...filterBy('access_type', query.access_type),
  ...filterBy('format_family', query.format_family),
  ...filterBy('producer_type', query.producer_type),
]
