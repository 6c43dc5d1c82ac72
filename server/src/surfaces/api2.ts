import type { FastifyInstance } from 'fastify'
import { datasetSearchRoutes } from '../catalog/routes.search.v2.ts'
import { datasetRoutesV2 } from '../catalog/routes.v2.ts'
import { organizationRoutesV2 } from '../organizations/routes.v2.ts'
import { postSearchRoutes } from '../editorial/routes.search.v2.ts'
import type { AppDeps } from './deps.ts'

/** udata's v2. */
export const api2 = (deps: AppDeps) => async (app: FastifyInstance) => {
  await app.register(datasetSearchRoutes(deps))
  await app.register(datasetRoutesV2(deps))
  await app.register(organizationRoutesV2(deps))
  await app.register(postSearchRoutes(deps))
}
