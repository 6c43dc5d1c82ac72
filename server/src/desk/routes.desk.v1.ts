import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { findDatasets } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { Param, readQuery, signedIn } from '../http/index.ts'
import { findOrganizations } from '../organizations/index.ts'
import { findSubjects } from '../subjects/index.ts'
import type { UsageCounter } from '../usage/index.ts'
import { getDesk, type Desk } from './get-desk.ts'
import { presentDesk, type Named } from './wire.desk.ts'

const Asked = Type.Object({ limit: Param.count({ default: 7, maximum: 100 }) })

/** What waits for whoever is signed in, and their week: one call for the first screen. Ours. */
export const deskRoutes =
  ({ db, usage }: { db: Db; usage: UsageCounter }) =>
  async (app: FastifyInstance) => {
    app.get('/me/desk/', { onRequest: signedIn, schema: { querystring: Asked } }, async (request) => {
      const { limit = 7 } = readQuery(request, Asked)
      await usage.flush()
      const desk = await getDesk(db, request.actor, limit)
      return presentDesk(desk, await namesOf(db, desk))
    })
  }

/** Of all the tasks together, one query a class. */
const namesOf = async (db: Db, { tasks, latest }: Desk): Promise<Named> => {
  const datasets = await findDatasets(db, known(tasks.map(({ datasetId }) => datasetId)))
  const owners = [...datasets, ...latest].map(({ organizationId }) => organizationId)
  return {
    datasets: new Map(datasets.map((dataset) => [dataset.id, dataset])),
    organizations: await findOrganizations(db, known([...owners, ...tasks.map((task) => task.organizationId)])),
    subjects: await findSubjects(
      db,
      tasks.flatMap(({ about }) => about ?? []),
    ),
  }
}

const known = (ids: (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]
