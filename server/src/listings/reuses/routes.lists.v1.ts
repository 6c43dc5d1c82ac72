import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { ANONYMOUS } from '../../lib/actor.ts'
import { readQuery, sendFeed, sendTable, signedIn, Param } from '../../http/index.ts'
import { getOrganization } from '../../organizations/index.ts'
import { exportListings } from '../export-listings.ts'
import { findOwners } from '../find-owners.ts'
import { listListings } from '../listings.ts'
import type { Deps } from '../routes.common.ts'
import { presentEntry } from '../wire.common.ts'
import { REUSE } from './reuse.ts'
import { reusePresenter } from './routes.presenter.ts'
import { readReuseQuery, ReuseListQuery } from './wire.query.ts'
import { reuseColumns } from './wire.v1.ts'

const FEED_SIZE = 20
const EVERYTHING = { page: 1, pageSize: 1_000 }
const Mine = Type.Object({ q: Param.text() })

/** Lists of somebody's reuses, tables and feed (udata-api.md §2.4.2, §12.3, §12.4). */
export const reuseListRoutes =
  ({ db, site }: Pick<Deps, 'db' | 'site'>) =>
  async (app: FastifyInstance) => {
    const present = reusePresenter({ db, site })
    const listed = { schema: { querystring: ReuseListQuery } }
    const mine = { onRequest: signedIn, schema: { querystring: Mine } }

    app.get('/me/reuses/', { onRequest: signedIn }, async (request) => {
      const [reuses] = await listListings(db, request.actor, REUSE, { mine: 'owned' }, EVERYTHING)
      return present.list(request, reuses)
    })

    app.get('/me/org_reuses/', mine, async (request) => {
      const { q } = readQuery(request, Mine)
      const [reuses] = await listListings(db, request.actor, REUSE, { mine: 'all', title: q }, EVERYTHING)
      return present.list(request, reuses)
    })

    app.get<{ Params: { organization: string } }>('/organizations/:organization/reuses/', async (request) => {
      const { id } = await getOrganization(db, request.actor, request.params.organization)
      const query = { organizationId: id, everyState: true }
      const [reuses] = await listListings(db, request.actor, REUSE, query, EVERYTHING)
      return present.list(request, reuses)
    })

    app.get('/site/reuses.csv', listed, async (request, reply) => {
      const rows = exportListings(db, REUSE, readReuseQuery(request))
      return sendTable(reply, 'reuses', reuseColumns(site.baseUrl), rows)
    })

    app.get('/reuses/recent.atom', listed, async (request, reply) => {
      const query = { ...readReuseQuery(request), sort: '-created' }
      const [reuses] = await listListings(db, ANONYMOUS, REUSE, query, { page: 1, pageSize: FEED_SIZE })
      const ownersOf = await findOwners(db, reuses)
      const entries = reuses.map((reuse) => presentEntry(reuse, 'reuses', ownersOf(reuse), site.baseUrl))
      return sendFeed(request, reply, { title: 'Dernières réutilisations', baseUrl: site.baseUrl, entries })
    })
  }
