import type { FastifyInstance } from 'fastify'
import { accountRoutes } from '../accounts/routes.v1.ts'
import { forgetOwner } from '../catalog/index.ts'
import { datasetRoutes } from '../catalog/routes.datasets.v1.ts'
import { referenceRoutes } from '../catalog/routes.reference.v1.ts'
import { resourceRoutes } from '../catalog/routes.resources.v1.ts'
import { uploadRoutes } from '../ingest/routes.v1.ts'
import { meRoutes } from '../organizations/routes.me.v1.ts'
import { userRoutes } from '../organizations/routes.users.v1.ts'
import { organizationRoutes } from '../organizations/routes.v1.ts'
import type { AppDeps } from './deps.ts'

/** udata's v1. */
export const api1 = (deps: AppDeps) => async (app: FastifyInstance) => {
  await app.register(accountRoutes(deps))
  await app.register(organizationRoutes(deps))
  await app.register(referenceRoutes)
  await app.register(datasetRoutes(deps))
  await app.register(resourceRoutes(deps))
  await app.register(uploadRoutes(deps))
  // What each module forgets of somebody who leaves.
  const forgetUser = [forgetOwner]
  await app.register(meRoutes({ ...deps, forgetUser }))
  await app.register(userRoutes({ ...deps, forgetUser }))
}
