import type { FastifyInstance, FastifyRequest } from 'fastify'
import { getDataset, getResource } from '../catalog/index.ts'
import { presentResource } from '../catalog/wire.resources.v1.ts'
import { languageOf, signedIn } from '../http/index.ts'
import type { Language } from '../lib/text.ts'
import { copyLink, type CopyDeps } from './copy-link.ts'
import { findCrawlState } from './crawl-state.ts'
import { getCrawled } from './readings.ts'
import { presentCrawl } from './wire.crawl.v1.ts'

interface Deps extends CopyDeps {
  site: { baseUrl: string }
}
type ByResource = { Params: { dataset: string; resource: string } }

/** How far a file or a link is, and links that become files. */
export const linkRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const { db, site } = deps

  // The address that the ministry's guide sends agents to (tabular.md §0, 10).
  app.get<ByResource>('/datasets/:dataset/resources/:resource/crawl', async (request, reply) => {
    const dataset = await getDataset(db, request.actor, request.params.dataset)
    const resource = await getResource(db, dataset, request.params.resource)
    const crawled = await getCrawled(db, request.actor, resource.id)
    reply.header('Cache-Control', 'no-store').header('Vary', 'Accept-Language')
    return presentCrawl(await findCrawlState(db, crawled), crawled, languageForPeople(request))
  })

  app.post<ByResource>(
    '/datasets/:dataset/resources/:resource/copy/',
    { onRequest: signedIn, config: { creates: true } },
    async (request) => presentResource(await copyLink(deps, request.actor, request.params), site.baseUrl),
  )
}

/** French, but for who asks for English in one way or the other. */
const languageForPeople = (request: FastifyRequest): Language =>
  /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : languageOf(request)
