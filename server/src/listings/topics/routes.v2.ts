import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Unauthorized } from '../../lib/errors.ts'
import { PAGING, Param, presentPage, readBody, readPage, readQuery, signedIn } from '../../http/index.ts'
import { PRODUCER_TYPES } from '../../organizations/index.ts'
import { filterBy, SEARCHING } from '../../search/routes.presenter.ts'
import { getEditableListing, listListings } from '../listings.ts'
import { commonRoutes, type ById, type Deps } from '../routes.common.ts'
import { searchListings } from '../routes.presenter.ts'
import { findTopicQuery } from './routes.query.ts'
import { topicPresenter } from './routes.presenter.ts'
import { TOPIC } from './topic.ts'
import { createTopic, deleteTopic, updateTopic } from './topics.ts'
import { TopicBody, topicInputOf } from './wire.input.ts'
import { TopicListQuery } from './wire.query.ts'

const FACETS = ['tag', 'organization_id_with_name', 'producer_type']
const Search = Type.Object({
  ...SEARCHING,
  sort: Param.sort(['name', 'created', 'last_modified']),
  tag: Param.many('all of them'),
  organization: Param.id(),
  owner: Param.id(),
  featured: Param.flag(),
  producer_type: Param.choice(PRODUCER_TYPES),
})
const Mine = Type.Object({ ...PAGING, q: Param.text() })

/** Topics, only in udata's v2 (udata-api.md §3.3, §3.4). What they hold is in routes.elements.v2.ts. */
export const topicRoutes =
  ({ db, site }: Pick<Deps, 'db' | 'site'>) =>
  async (app: FastifyInstance) => {
    const present = topicPresenter({ db, site })
    const write = { onRequest: signedIn, schema: { body: TopicBody } }

    app.get('/topics/', { schema: { querystring: TopicListQuery } }, async (request) => {
      const asked = readQuery(request, TopicListQuery)
      if (asked.private && request.actor.kind === 'anonymous') throw new Unauthorized()
      const page = readPage(request)
      const query = await findTopicQuery(db, asked)
      const [topics, total] = await listListings(db, request.actor, TOPIC, query, page)
      return presentPage(request, site.baseUrl, page, total, await present.list(request, topics))
    })

    app.get('/topics/search/', { schema: { querystring: Search } }, async (request) => {
      const { sort, ...query } = readQuery(request, Search)
      const order = sort?.replace('name', 'title').replace('last_modified', 'updated') ?? 'relevance'
      const asked = { query, filters: filterBy('owner', query.owner), sort: order, facets: FACETS }
      return searchListings(request, { db, site }, TOPIC, asked, present.list)
    })

    app.get('/me/org_topics/', { onRequest: signedIn, schema: { querystring: Mine } }, async (request) => {
      const { q } = readQuery(request, Mine)
      const page = readPage(request)
      const [topics, total] = await listListings(db, request.actor, TOPIC, { mine: 'all', title: q }, page)
      return presentPage(request, site.baseUrl, page, total, await present.list(request, topics))
    })

    app.post('/topics/', { ...write, config: { creates: true } }, async (request, reply) => {
      const topic = await createTopic(db, request.actor, topicInputOf(readBody<TopicBody>(request)))
      return reply.code(201).send(await present.one(request, topic))
    })

    commonRoutes(app, { db }, '/topics/', TOPIC, present.one, (request, id) => deleteTopic(db, request.actor, id))

    app.put<ById>('/topics/:id/', write, async (request) => {
      const { id } = await getEditableListing(db, request.actor, TOPIC, request.params.id)
      const input = topicInputOf(readBody<TopicBody>(request))
      return present.one(request, await updateTopic(db, request.actor, id, input))
    })
  }
