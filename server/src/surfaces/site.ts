import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sessionRoutes } from '../accounts/routes.session.ts'
import { unsubscribeRoutes } from '../community/choices/routes.unsubscribe.ts'
import type { Resource } from '../catalog/index.ts'
import type { UsageCounter } from '../usage/index.ts'
import type { AppDeps } from './deps.ts'
import { imageRoutes } from '../images/routes.images.ts'
import { oauthRoutes } from '../oauth/routes.ts'
import { consentPage, portalRoutes } from '../portals/routes.ts'
import { fileRoutes } from '../versions/routes.files.ts'

/** What people see: sessions, files, pages. */
export const site = (deps: AppDeps) => async (app: FastifyInstance) => {
  await app.register(sessionRoutes(deps))
  await app.register(unsubscribeRoutes(deps))
  await app.register(fileRoutes({ ...deps, onDownload: countDownload(deps.usage) }))
  await app.register(portalRoutes({ ...deps, onView: (request, page) => deps.usage.view(request, page) }))
  await app.register(imageRoutes(deps))
  await app.register(oauthRoutes({ ...deps, consentPage: consentPage(deps) }))
}

/** A community resource is its own owner's: the dataset doesn't count it. */
const countDownload =
  (usage: UsageCounter) =>
  (request: FastifyRequest, { id, datasetId, community }: Resource): void =>
    usage.download(request, { id, datasetId: community ? null : datasetId })
