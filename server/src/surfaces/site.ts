import type { FastifyInstance } from 'fastify'
import { sessionRoutes } from '../accounts/routes.session.ts'
import { unsubscribeRoutes } from '../community/choices/routes.unsubscribe.ts'
import type { AppDeps } from './deps.ts'
import { imageRoutes } from '../images/routes.images.ts'
import { oauthRoutes } from '../oauth/routes.ts'
import { consentPage, portalRoutes } from '../portals/routes.ts'
import { fileRoutes } from '../versions/routes.files.ts'

/** What people see: sessions, files, pages. */
export const site = (deps: AppDeps) => async (app: FastifyInstance) => {
  await app.register(sessionRoutes(deps))
  await app.register(unsubscribeRoutes(deps))
  await app.register(fileRoutes(deps))
  await app.register(portalRoutes(deps))
  await app.register(imageRoutes(deps))
  await app.register(oauthRoutes({ ...deps, consentPage: consentPage(deps) }))
}
