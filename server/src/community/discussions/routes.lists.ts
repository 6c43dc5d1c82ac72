import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { ANONYMOUS } from '../../lib/actor.ts'
import type { Db } from '../../db/index.ts'
import { Param, readQuery, sendTable } from '../../http/index.ts'
import { searchDocuments } from '../../search/index.ts'
import { commonQuery, filterBy, presentFound, readSearchPage, SEARCHING } from '../../search/routes.presenter.ts'
import { findTalks, listOrganizationDiscussions } from './list-discussions.ts'
import { findPeople } from '../people.ts'
import { discussionPresenter } from './routes.presenter.ts'
import { DISCUSSION, DISCUSSION_FACETS } from './search.ts'
import { discussionColumns, type DiscussionRow } from './wire.csv.ts'
import { namedIn } from './wire.discussions.v1.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
const Search = Type.Object({
  ...SEARCHING,
  closed: Param.flag(),
  sort: Param.sort(['created', 'closed']),
})

/** Discussions about what everybody sees, by words (udata-api.md §13). */
export const discussionSearchRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const present = discussionPresenter(db, site)

    app.get('/discussions/search/', { schema: { querystring: Search } }, async (request) => {
      const query = readQuery(request, Search)
      const page = readSearchPage(request)
      const found = await searchDocuments(db, {
        kind: DISCUSSION,
        audiences: ['public'],
        ...commonQuery(query),
        filters: filterBy('closed', query.closed),
        sort: query.sort ?? 'relevance',
        facets: DISCUSSION_FACETS,
        ...page,
      })
      const talks = await findTalks(db, ANONYMOUS, found.ids)
      return presentFound(request, site.baseUrl, page, found, await present(request, talks))
    })
  }

/** The table of what is said about an organization's datasets, reuses and dataservices (udata-api.md §12.3). */
export const discussionTableRoutes =
  ({ db }: Deps) =>
  async (app: FastifyInstance) => {
    app.get<{ Params: { organization: string } }>(
      '/organizations/:organization/discussions.csv',
      async (request, reply) => {
        const talks = await listOrganizationDiscussions(db, ANONYMOUS, request.params.organization)
        const { userIds, organizationIds } = namedIn(talks)
        const people = await findPeople(db, userIds, organizationIds)
        const rows = async function* (): AsyncGenerator<DiscussionRow> {
          for (const talk of talks) yield { talk, people }
        }
        return sendTable(reply, `${request.params.organization}-discussions`, discussionColumns, rows())
      },
    )
  }
