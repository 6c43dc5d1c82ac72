import type { FastifyInstance } from 'fastify'
import { crawlerRoutes } from '../links/routes.crawler.ts'
import { VERSION } from '../version.ts'
import type { AppDeps } from './deps.ts'

/** For whoever runs the server, and what our own pages ask of it. */
export const operations = (deps: AppDeps) => async (app: FastifyInstance) => {
  const { isDatabaseUp, maxUploadBytes } = deps
  await app.register(crawlerRoutes({ ...deps, version: VERSION }))

  app.get('/health', async (_request, reply) => {
    const up = await isDatabaseUp()
    reply.header('Cache-Control', 'no-store')
    return reply.code(up ? 200 : 503).send({ status: up ? 'ok' : 'down', database: up ? 'ok' : 'down' })
  })

  app.get('/api/cimaise/limits/', async () => ({ max_upload_bytes: maxUploadBytes }))
}
