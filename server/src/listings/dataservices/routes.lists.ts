import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { ANONYMOUS } from '../../lib/actor.ts'
import { ACCESS_TYPES } from '../../catalog/index.ts'
import { Param, readQuery, sendFeed, sendTable } from '../../http/index.ts'
import { getOrganization, PRODUCER_TYPES } from '../../organizations/index.ts'
import { filterBy, SEARCHING } from '../../search/routes.presenter.ts'
import { exportListings } from '../export-listings.ts'
import { findOwners } from '../find-owners.ts'
import { listListings } from '../listings.ts'
import type { Deps } from '../routes.common.ts'
import { searchListings } from '../routes.presenter.ts'
import { presentEntry } from '../wire.common.ts'
import { DATASERVICE } from './dataservice.ts'
import { findDataserviceQuery } from './routes.query.ts'
import { dataservicePresenter } from './routes.presenter.ts'
import { DataserviceListQuery } from './wire.query.ts'
import { dataserviceColumns } from './wire.v1.ts'

const FEED_SIZE = 20

/** Tables and feed of dataservices (udata-api.md §12.3, §12.4). */
export const dataserviceListRoutes =
  ({ db, site }: Pick<Deps, 'db' | 'site'>) =>
  async (app: FastifyInstance) => {
    const listed = { schema: { querystring: DataserviceListQuery } }

    app.get('/site/dataservices.csv', listed, async (request, reply) => {
      const query = await findDataserviceQuery(db, readQuery(request, DataserviceListQuery))
      const rows = exportListings(db, DATASERVICE, query)
      return sendTable(reply, 'dataservices', dataserviceColumns(site.baseUrl), rows)
    })

    app.get<{ Params: { organization: string } }>(
      '/organizations/:organization/dataservices.csv',
      async (request, reply) => {
        const { id, slug } = await getOrganization(db, request.actor, request.params.organization)
        const rows = exportListings(db, DATASERVICE, { organizationId: id })
        return sendTable(reply, `${slug}-dataservices`, dataserviceColumns(site.baseUrl), rows)
      },
    )

    app.get('/dataservices/recent.atom', listed, async (request, reply) => {
      const query = await findDataserviceQuery(db, readQuery(request, DataserviceListQuery))
      const page = { page: 1, pageSize: FEED_SIZE }
      const [found] = await listListings(db, ANONYMOUS, DATASERVICE, { ...query, sort: '-created' }, page)
      const ownersOf = await findOwners(db, found)
      const entries = found.map((one) => presentEntry(one, 'dataservices', ownersOf(one), site.baseUrl))
      return sendFeed(request, reply, { title: 'Dernières API', baseUrl: site.baseUrl, entries })
    })
  }

const Search = Type.Object({
  ...SEARCHING,
  sort: Param.sort(['created', 'views', 'followers']),
  tag: Param.many('all of them'),
  topic: Param.text(),
  organization: Param.id(),
  organization_badge: Param.text(),
  owner: Param.id(),
  archived: Param.flag(),
  featured: Param.flag(),
  access_type: Param.choice(ACCESS_TYPES),
  producer_type: Param.choice(PRODUCER_TYPES),
  is_restricted: Param.flag('older clients: access_type=restricted'),
})
const FACETS = ['access_type', 'producer_type', 'organization_id_with_name', 'tag', 'badge']

/** The search of dataservices (udata-api.md §13). */
export const dataserviceSearchRoutes =
  ({ db, site }: Pick<Deps, 'db' | 'site'>) =>
  async (app: FastifyInstance) => {
    const present = dataservicePresenter({ db, site })

    app.get('/dataservices/search/', { schema: { querystring: Search } }, async (request) => {
      const query = readQuery(request, Search)
      const accessType = query.access_type ?? (query.is_restricted ? 'restricted' : undefined)
      const filters = [...filterBy('access_type', accessType), ...filterBy('topics', query.topic)]
      const asked = { query, filters, sort: query.sort ?? 'relevance', facets: FACETS }
      return searchListings(request, { db, site }, DATASERVICE, asked, present.list)
    })
  }
