import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Db } from '../db/index.ts'
import { languageOf, PAGING, presentPage, readPage, signedIn } from '../http/index.ts'
import { listFlowDeliveries, renewWebhookSecret } from './webhooks.ts'
import { presentDelivery } from './wire.webhooks.ts'

interface Deps {
  db: Db
  secretKey: Buffer
  site: { baseUrl: string }
}
type ByFlow = { Params: { flow: string } }

/** What a flow tells programs: how they know that it is from here, and what became of it. */
export const flowWebhookRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const creates = { onRequest: signedIn, config: { errors: 'form' as const, creates: true } }

  app.post<ByFlow>('/flows/:flow/signature/', creates, async (request, reply) =>
    reply.code(201).send({ secret: await renewWebhookSecret(deps, request.actor, request.params.flow) }),
  )

  const paged = { onRequest: signedIn, schema: { querystring: Type.Object(PAGING) } }
  app.get<ByFlow>('/flows/:flow/deliveries/', paged, async (request) => {
    const page = readPage(request)
    const [deliveries, total] = await listFlowDeliveries(deps.db, request.actor, request.params.flow, page)
    const language = languageOf(request)
    const data = deliveries.map((delivery) => presentDelivery(delivery, language))
    return presentPage(request, deps.site.baseUrl, page, total, data, { emptyPages: true })
  })
}
