import type { FastifyInstance } from 'fastify'
import type { Operation } from '../openapi/index.ts'
import { loadApi, readApiQuery } from './pages/api.ts'
import type { PortalDeps } from './portal.ts'
import { sendHtml } from './routes.ts'

interface Deps extends Pick<PortalDeps, 'site' | 'render'> {
  operations: () => Operation[]
}

/** The API's documentation, for people. */
export const apiPageRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const render = (query: string) => deps.render('api', loadApi(deps, query))
  // The whole page is long (a fifth of a second) and the same for everybody, until the server stops.
  let whole: Promise<string> | undefined

  app.get('/documentation/api', async (request, reply) => {
    const query = readApiQuery(request)
    return sendHtml(request, reply, await (query === '' ? (whole ??= render('')) : render(query)))
  })
}
