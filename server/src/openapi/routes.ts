import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import type { Operation } from './model.ts'
import { openapi31 } from './openapi31.ts'
import { swagger2 } from './swagger2.ts'

export interface DocumentDeps {
  /** All of them, once every surface is mounted. */
  operations: () => Operation[]
  site: { baseUrl: string }
  version: string
}

/** What the API says of itself, to programs; people are led to the page (udata-api.md §1.1). */
export const documentRoutes = (deps: DocumentDeps) => async (app: FastifyInstance) => {
  const { operations } = deps
  const raw = { config: { unmasked: true } }
  const v1 = kept(() => swagger2(operations(), 'v1', aboutOf(deps, 'API v1 of Cimaise')))
  const v2 = kept(() => swagger2(operations(), 'v2', aboutOf(deps, 'API v2 of Cimaise')))
  const whole = kept(() => openapi31(operations(), aboutOf(deps, 'Cimaise')))

  app.get('/api/1/swagger.json', raw, async (request, reply) => sendKept(request, reply, v1()))
  app.get('/api/2/swagger.json', raw, async (request, reply) => sendKept(request, reply, v2()))
  app.get('/api/openapi.json', raw, async (request, reply) => sendKept(request, reply, whole()))
  app.get('/api/1/', async (_request, reply) => reply.redirect(DOCUMENTATION, 302))
  app.get('/api/2/', async (_request, reply) => reply.redirect(DOCUMENTATION, 302))
}

/** The page for people. */
export const DOCUMENTATION = '/documentation/api'

const aboutOf = ({ site, version }: DocumentDeps, title: string) => ({
  title,
  version,
  baseUrl: site.baseUrl,
  description: `Written from the schemas that check each request. For people: ${site.baseUrl}${DOCUMENTATION}`,
})

interface Kept {
  json: string
  etag: string
}

/** Made when it is first asked for: every route is there, and the address is known. */
const kept = (make: () => object): (() => Kept) => {
  let made: Kept | undefined
  return () => {
    if (made) return made
    const json = JSON.stringify(make())
    made = { json, etag: `"${createHash('sha1').update(json).digest('base64url')}"` }
    return made
  }
}

const sendKept = (request: FastifyRequest, reply: FastifyReply, { json, etag }: Kept) => {
  reply.header('ETag', etag).header('Cache-Control', 'public, no-cache')
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(json)
}
