import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { Param, PAGING, presentPage, readBody, readPage, readQuery, signedIn } from '../http/index.ts'
import Type from 'typebox'
import { applyFlows } from './apply-flows.ts'
import type { FlowDeps } from './deps.ts'
import {
  activateFlow,
  createFlow,
  deleteFlow,
  getFlow,
  getManagedFlow,
  listFlows,
  pauseFlow,
  updateFlow,
} from './flows.ts'
import { flowsOfDataset } from './feedings.ts'
import { needsSomebodyFirst } from './order.rules.ts'
import { demandManager } from './policy.ts'
import { presentFlows, presentOneFlow } from './routes.presenter.ts'
import { ApplyInput, FlowChangesInput, FlowInput, PauseInput, readChanges } from './wire.input.ts'
import { presentDefaults, readDefinition } from './definition/wire.reading.ts'
import { writeFlow } from './definition/wire.yaml-writing.ts'
import { parseFlows } from './definition/wire.yaml.ts'

interface Deps extends FlowDeps {
  site: { baseUrl: string }
}
type ByFlow = { Params: { flow: string } }

const Query = Type.Object({
  ...PAGING,
  organization: Param.text('id of an organization'),
  dataset: Param.text('id of a dataset that they feed'),
})

/** Flows: declared, changed, begun, paused, kept in a file. */
export const flowRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const { db } = deps
  const read = { onRequest: signedIn }
  const write = { onRequest: signedIn, config: { errors: 'form' as const } }
  const create = { onRequest: signedIn, config: { errors: 'form' as const, creates: true } }

  app.get('/flows/', { ...read, schema: { querystring: Query } }, async (request) => {
    const { organization, dataset } = readQuery(request, Query)
    const all = await listFlows(db, request.actor, organization)
    const wanted = dataset ? await flowsOfDataset(db, all, dataset) : all
    const presented = needsSomebodyFirst(await presentFlows(deps, request, wanted))
    const page = readPage(request)
    const start = (page.page - 1) * page.pageSize
    const data = presented.slice(start, start + page.pageSize)
    return presentPage(request, deps.site.baseUrl, page, presented.length, data)
  })

  app.post('/flows/', { ...create, schema: { body: FlowInput } }, async (request, reply) => {
    const { organization, ...input } = readBody<Static<typeof FlowInput>>(request)
    const changes = { ...readChanges(input), name: input.name, definition: readDefinition(input.definition) }
    const flow = await createFlow(deps, request.actor, { ...changes, organizationId: organization })
    return reply.code(201).send(await presentOneFlow(deps, request, flow))
  })

  app.get('/flows/defaults/', read, async () => ({ definition: presentDefaults() }))

  app.post('/flows/apply/', { ...write, schema: { body: ApplyInput } }, async (request) => {
    const { organization, yaml, dry = false } = readBody<Static<typeof ApplyInput>>(request)
    demandManager(request.actor, organization)
    const applied = await applyFlows(deps, request.actor, organization, parseFlows(yaml), { dry })
    const flows = await Promise.all(
      applied.map(async ({ flow, ...one }) => ({ ...one, flow: flow && (await presentOneFlow(deps, request, flow)) })),
    )
    return { flows }
  })

  app.get<ByFlow>('/flows/:flow/', read, async (request, reply) => {
    const flow = await getFlow(db, request.actor, request.params.flow)
    reply.header('ETag', `"${flow.revision}"`).header('Cache-Control', 'no-store')
    return presentOneFlow(deps, request, flow)
  })

  app.put<ByFlow>('/flows/:flow/', { ...write, schema: { body: FlowChangesInput } }, async (request) => {
    const { id } = await getManagedFlow(db, request.actor, request.params.flow)
    const changes = readChanges(readBody<Static<typeof FlowChangesInput>>(request))
    return presentOneFlow(deps, request, await updateFlow(deps, request.actor, id, changes, revisionIn(request)))
  })

  app.delete<ByFlow>('/flows/:flow/', write, async (request, reply) => {
    await deleteFlow(db, request.actor, request.params.flow)
    return reply.code(204).send()
  })

  app.get<ByFlow>('/flows/:flow/flow.yaml', read, async (request, reply) => {
    const flow = await getFlow(db, request.actor, request.params.flow)
    reply.header('Content-Type', 'application/yaml; charset=utf-8')
    reply.header('Content-Disposition', `attachment; filename="${flow.slug}.yaml"`)
    return reply.send(writeFlow(flow, flow.secretNames))
  })

  app.post<ByFlow>('/flows/:flow/activate/', write, async (request) =>
    presentOneFlow(deps, request, await activateFlow(deps, request.actor, request.params.flow)),
  )

  app.post<ByFlow>('/flows/:flow/pause/', { ...write, schema: { body: PauseInput } }, async (request) => {
    const { reason = null } = readBody<Static<typeof PauseInput>>(request)
    return presentOneFlow(deps, request, await pauseFlow(deps, request.actor, request.params.flow, reason))
  })
}

/** The revision that the client read, as the tag of `GET` says it. */
const revisionIn = (request: FastifyRequest): number | undefined => {
  const header = request.headers['if-match']
  if (header === undefined || header.trim() === '*') return undefined
  return Number(/^"?(\d+)"?$/.exec(header.trim())?.[1] ?? -1)
}
