import type { FastifyInstance } from 'fastify'
import Type, { type Static } from 'typebox'
import { languageOf, Param, PAGING, presentPage, readBody, readPage, readQuery, signedIn } from '../http/index.ts'
import type { FlowDeps } from './deps.ts'
import { getFlow, getManagedFlow } from './flows.ts'
import { OUTCOMES } from './model.ts'
import { listHeld, rejectHeld, releaseHeld } from './quarantine/quarantine.ts'
import { presentHeldFiles, presentRuns } from './routes.presenter.ts'
import { getRun, listDecisions, listRuns, stopRun } from './runs/runs.ts'
import { startRun } from './runs/start-runs.ts'
import { presentDecision } from './wire.flows.ts'
import { RejectInput, ReleaseInput, RunInput } from './wire.input.ts'

interface Deps extends FlowDeps {
  site: { baseUrl: string }
}
type ByFlow = { Params: { flow: string } }
type ByRun = { Params: { flow: string; run: string } }
type ByHeld = { Params: { held: string } }

const DecisionsQuery = Type.Object({ ...PAGING, outcome: Param.choice(OUTCOMES) })
const HeldQuery = Type.Object({
  ...{ ...PAGING, flow: Param.text('id or slug of a flow') },
  state: Param.choice(['waiting', 'released', 'rejected', 'replaced']),
})

/** What flows did and do, and what they hold. */
export const runRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const { db, site } = deps
  const read = { onRequest: signedIn }
  const write = { onRequest: signedIn, config: { errors: 'form' as const } }

  const start = { onRequest: signedIn, config: { errors: 'form' as const, creates: true } }
  app.post<ByFlow>('/flows/:flow/runs/', { ...start, schema: { body: RunInput } }, async (request, reply) => {
    const { dry = false, backfill = false } = readBody<Static<typeof RunInput>>(request)
    const flow = await getManagedFlow(db, request.actor, request.params.flow)
    const run = await startRun(db, request.actor, flow, { trigger: backfill ? 'backfill' : 'person', dry, backfill })
    const [presented] = await presentRuns(deps, request, [run])
    return reply.code(201).send(presented)
  })

  app.get<ByFlow>('/flows/:flow/runs/', { ...read, schema: { querystring: Type.Object(PAGING) } }, async (request) => {
    const page = readPage(request)
    const [runs, total] = await listRuns(db, request.actor, request.params.flow, page)
    return presentPage(request, site.baseUrl, page, total, await presentRuns(deps, request, runs))
  })

  app.get<ByRun>('/flows/:flow/runs/:run/', read, async (request, reply) => {
    const { run } = await getRun(db, request.actor, request.params.flow, request.params.run)
    const [presented] = await presentRuns(deps, request, [run])
    return reply.header('Cache-Control', 'no-store').send(presented)
  })

  app.post<ByRun>('/flows/:flow/runs/:run/cancel/', write, async (request) => {
    const [presented] = await presentRuns(deps, request, [await stopRun(db, request.actor, request.params)])
    return presented
  })

  const decisions = { ...read, schema: { querystring: DecisionsQuery } }
  app.get<ByRun>('/flows/:flow/runs/:run/decisions/', decisions, async (request) => {
    const { outcome = null } = readQuery(request, DecisionsQuery)
    const page = readPage(request)
    const [found, total] = await listDecisions(db, request.actor, request.params, outcome, page)
    const language = languageOf(request)
    const data = found.map((one) => presentDecision(one, language))
    return presentPage(request, site.baseUrl, page, total, data, { emptyPages: true })
  })

  app.get('/flows/held/', { ...read, schema: { querystring: HeldQuery } }, async (request) => {
    const { flow, state } = readQuery(request, HeldQuery)
    const page = readPage(request)
    const [held, total, flows] = await listHeld(db, request.actor, { flow, state }, page)
    return presentPage(request, site.baseUrl, page, total, await presentHeldFiles(deps, request, held, flows))
  })

  app.post<ByHeld>('/flows/held/:held/release/', { ...write, schema: { body: ReleaseInput } }, async (request) => {
    const { reason } = readBody<Static<typeof ReleaseInput>>(request)
    const held = await releaseHeld(deps, request.actor, request.params.held, reason)
    return presentOne(request, held)
  })

  app.post<ByHeld>('/flows/held/:held/reject/', { ...write, schema: { body: RejectInput } }, async (request) => {
    const { reason = null } = readBody<Static<typeof RejectInput>>(request)
    return presentOne(request, await rejectHeld(deps, request.actor, request.params.held, reason))
  })

  const presentOne = async (
    request: Parameters<typeof presentHeldFiles>[1],
    held: Parameters<typeof presentHeldFiles>[2][number],
  ) => {
    const flow = await getFlow(db, request.actor, held.flowId)
    const [presented] = await presentHeldFiles(deps, request, [held], new Map([[flow.id, flow]]))
    return presented
  }
}
