import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Param, readQuery } from '../http/index.ts'
import { searchDocuments } from '../search/index.ts'
import { commonQuery, filterBy, presentFound, readSearchPage, SEARCHING } from '../search/routes.presenter.ts'
import { postPresenter, type Deps } from './routes.posts.v1.ts'
import { POST } from './search.ts'
import { selectPosts } from './store.posts.ts'

const Search = Type.Object({
  ...SEARCHING,
  tag: Param.many('all of them'),
  sort: Param.sort(['created', 'last_modified', 'published']),
})

/** Published news and pages, by words (udata-api.md §13). */
export const postSearchRoutes =
  ({ db, site }: Pick<Deps, 'db' | 'site'>) =>
  async (app: FastifyInstance) => {
    const present = postPresenter({ db, site })

    app.get('/posts/search/', { schema: { querystring: Search } }, async (request) => {
      const query = readQuery(request, Search)
      const page = readSearchPage(request)
      const found = await searchDocuments(db, {
        kind: POST,
        audiences: ['public'],
        ...commonQuery(query),
        filters: filterBy('tag', query.tag, 'all'),
        sort: query.sort?.replace('last_modified', 'updated') ?? 'relevance',
        ...page,
      })
      return presentFound(
        request,
        site.baseUrl,
        page,
        found,
        await present(request, await selectPosts(db, found.ids), false),
      )
    })
  }
