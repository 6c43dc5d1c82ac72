import type { FastifyInstance } from 'fastify'
import type { Operation } from '../openapi/index.ts'
import { loadApi } from './pages/api.ts'
import type { PortalDeps } from './portal.ts'
import { sendPage } from './routes.ts'

/** The API's documentation, for people. */
export const apiPageRoutes =
  (deps: Pick<PortalDeps, 'site' | 'render'> & { operations: () => Operation[] }) => async (app: FastifyInstance) => {
    app.get('/documentation/api', async (request, reply) =>
      sendPage(deps, request, reply, 'api', loadApi(deps, request)),
    )
  }
