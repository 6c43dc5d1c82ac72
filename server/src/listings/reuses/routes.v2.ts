import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Param, presentPage, readPage, readQuery } from '../../http/index.ts'
import { PRODUCER_TYPES } from '../../organizations/index.ts'
import { filterBy, SEARCHING } from '../../search/routes.presenter.ts'
import { listListings } from '../listings.ts'
import type { Deps } from '../routes.common.ts'
import { searchListings } from '../routes.presenter.ts'
import { idsOfChoices, REUSE_TOPICS, REUSE_TYPES } from './model.ts'
import { REUSE } from './reuse.ts'
import { reusePresenter } from './routes.presenter.ts'
import { readReuseQuery, ReuseListQuery } from './wire.query.ts'

const FACETS = ['producer_type', 'organization_id_with_name', 'topic', 'type', 'tag', 'badge']

const Search = Type.Object({
  ...SEARCHING,
  sort: Param.sort(['created', 'datasets', 'followers', 'views']),
  tag: Param.many('all of them'),
  organization: Param.id(),
  organization_badge: Param.text(),
  owner: Param.id(),
  type: Param.choice(idsOfChoices(REUSE_TYPES)),
  topic: Param.choice(idsOfChoices(REUSE_TOPICS)),
  badge: Param.many(),
  featured: Param.flag(),
  archived: Param.flag(),
  producer_type: Param.choice(PRODUCER_TYPES),
})

/** Reuses, in udata's v2 (udata-api.md §3.2, §13). */
export const reuseRoutesV2 =
  ({ db, site }: Pick<Deps, 'db' | 'site'>) =>
  async (app: FastifyInstance) => {
    const present = reusePresenter({ db, site })

    app.get('/reuses/', { schema: { querystring: ReuseListQuery } }, async (request) => {
      const page = readPage(request)
      const [reuses, total] = await listListings(db, request.actor, REUSE, readReuseQuery(request), page)
      return presentPage(request, site.baseUrl, page, total, await present.v2(request, reuses))
    })

    app.get('/reuses/search/', { schema: { querystring: Search } }, async (request) => {
      const query = readQuery(request, Search)
      const filters = [
        ...filterBy('type', query.type),
        ...filterBy('topic', query.topic),
        ...filterBy('badge', query.badge),
      ]
      const asked = { query, filters, sort: query.sort ?? 'relevance', facets: FACETS }
      return searchListings(request, { db, site }, REUSE, asked, present.v2)
    })
  }
