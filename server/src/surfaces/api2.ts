import type { FastifyInstance } from 'fastify'
import { datasetSearchRoutes } from '../catalog/routes.search.v2.ts'
import { datasetRoutesV2 } from '../catalog/routes.v2.ts'
import { organizationRoutesV2 } from '../organizations/routes.v2.ts'
import { postSearchRoutes } from '../editorial/routes.search.v2.ts'
import { discussionSearchRoutes } from '../community/discussions/routes.lists.ts'
import { dataserviceSearchRoutes } from '../listings/dataservices/routes.lists.ts'
import { reuseRoutesV2 } from '../listings/reuses/routes.v2.ts'
import { elementRoutes } from '../listings/topics/routes.elements.v2.ts'
import { topicRoutes } from '../listings/topics/routes.v2.ts'
import type { AppDeps } from './deps.ts'

/** udata's v2. */
export const api2 = (deps: AppDeps) => async (app: FastifyInstance) => {
  await app.register(datasetSearchRoutes(deps))
  await app.register(datasetRoutesV2(deps))
  await app.register(organizationRoutesV2(deps))
  await app.register(postSearchRoutes(deps))
  await app.register(discussionSearchRoutes(deps))
  await app.register(reuseRoutesV2(deps))
  await app.register(dataserviceSearchRoutes(deps))
  await app.register(topicRoutes(deps))
  await app.register(elementRoutes(deps))
}
