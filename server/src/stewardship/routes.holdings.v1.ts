import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../db/index.ts'
import { presentPage, readPage, readQuery, sendTable, signedIn } from '../http/index.ts'
import { getOwnOrganization, listHoldingsOf, listMyHoldings, type Holdings } from './holdings.ts'
import { FilterQuery, filtersOf, holdingColumns, ListQuery, presentCounts, presentHolding } from './wire.holdings.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
type ByOrganization = { Params: { organization: string } }

/** What producers have, whatever its state: ours, udata has nothing of it. */
export const holdingRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const listed = { onRequest: signedIn, schema: { querystring: ListQuery } }
    const exported = { onRequest: signedIn, schema: { querystring: FilterQuery } }

    const present = (request: FastifyRequest, { found, counts }: Holdings) => {
      const page = readPage(request, 50)
      const shown = found.slice((page.page - 1) * page.pageSize, page.page * page.pageSize)
      const data = shown.map((holding) => presentHolding(holding, request.actor))
      const answer = presentPage(request, site.baseUrl, page, found.length, data, { emptyPages: true })
      return { ...answer, counts: presentCounts(counts) }
    }
    const send = (reply: FastifyReply, name: string, { found }: Holdings) =>
      sendTable(reply, name, holdingColumns(site.baseUrl), oneByOne(found))

    app.get<ByOrganization>('/organizations/:organization/holdings/', listed, async (request) => {
      const query = filtersOf(readQuery(request, ListQuery))
      return present(request, await listHoldingsOf(db, request.actor, request.params.organization, query))
    })

    app.get<ByOrganization>('/organizations/:organization/holdings.csv', exported, async (request, reply) => {
      const query = filtersOf(readQuery(request, FilterQuery))
      const { slug } = await getOwnOrganization(db, request.actor, request.params.organization)
      return send(reply, `${slug}-jeux`, await listHoldingsOf(db, request.actor, slug, query))
    })

    app.get('/me/holdings/', listed, async (request) => {
      const query = filtersOf(readQuery(request, ListQuery))
      return present(request, await listMyHoldings(db, request.actor, query))
    })

    app.get('/me/holdings.csv', exported, async (request, reply) => {
      const query = filtersOf(readQuery(request, FilterQuery))
      return send(reply, 'mes-jeux', await listMyHoldings(db, request.actor, query))
    })
  }

async function* oneByOne<T>(rows: T[]): AsyncGenerator<T> {
  yield* rows
}
