import type { FastifyInstance } from 'fastify'
import { datasetRoutesV2 } from '../catalog/routes.v2.ts'
import type { AppDeps } from './deps.ts'

/** udata's v2. */
export const api2 = (deps: AppDeps) => async (app: FastifyInstance) => {
  await app.register(datasetRoutesV2(deps))
}
