import type { FastifyRequest } from 'fastify'
import { findUsers } from '../accounts/index.ts'
import { findDatasets } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { languageOf } from '../http/index.ts'
import { findOrganizations } from '../organizations/index.ts'
import type { Flow, Held, Run } from './model.ts'
import { settleHeld } from './quarantine/settle-held.ts'
import { countWaiting } from './quarantine/store.held.ts'
import { selectLastRuns } from './runs/store.runs.ts'
import { expectedDaysOf } from './watch-flows.ts'
import { presentFlow, presentHeld, presentRun } from './wire.flows.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}

/** Flows with all that is shown around them, in a number of queries that doesn't depend on theirs. */
export const presentFlows = async ({ db, site }: Deps, request: FastifyRequest, flows: Flow[]) => {
  const ids = flows.map(({ id }) => id)
  await settleHeld(db, ids)
  const lastRuns = await selectLastRuns(db, ids)
  const people = [
    ...flows.flatMap(({ createdBy, paused }) => [createdBy, paused?.by]),
    ...[...lastRuns.values()].map(({ askedBy }) => askedBy),
  ]
  const around = {
    ...{ actor: request.actor, language: languageOf(request), baseUrl: site.baseUrl, now: new Date(), lastRuns },
    users: await findUsers(db, known(people)),
    organizations: await findOrganizations(db, known(flows.map(({ organizationId }) => organizationId))),
    waiting: await countWaiting(db, ids),
    expectedDays: await expectedDaysOf(db, flows),
  }
  return flows.map((flow) => presentFlow(flow, around))
}

export const presentOneFlow = async (deps: Deps, request: FastifyRequest, flow: Flow) => {
  const [presented] = await presentFlows(deps, request, [flow])
  return presented as NonNullable<typeof presented>
}

export const presentRuns = async ({ db, site }: Deps, request: FastifyRequest, runs: Run[]) => {
  const users = await findUsers(db, known(runs.map(({ askedBy }) => askedBy)))
  return runs.map((run) => presentRun(run, { language: languageOf(request), baseUrl: site.baseUrl, users }))
}

export const presentHeldFiles = async (
  { db, site }: Deps,
  request: FastifyRequest,
  held: Held[],
  flows: Map<string, Flow>,
) => {
  const users = await findUsers(db, known(held.map(({ decided }) => decided?.by)))
  const datasets = await findDatasets(db, known(held.map(({ datasetId }) => datasetId)))
  const around = { language: languageOf(request), baseUrl: site.baseUrl, users, flows }
  const byId = new Map(datasets.map((dataset) => [dataset.id, dataset]))
  return held.map((one) => presentHeld(one, { ...around, datasets: byId }))
}

const known = (ids: (string | null | undefined)[]): string[] => [...new Set(ids.filter((id) => typeof id === 'string'))]
