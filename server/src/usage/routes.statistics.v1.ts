import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Db } from '../db/index.ts'
import { Param, readQuery, sendTable } from '../http/index.ts'
import type { UsageCounter } from './counter.ts'
import { STEPS, type Range } from './model.ts'
import { rangeOf } from './periods.rules.ts'
import {
  getDatasetStatistics,
  getOrganizationStatistics,
  listDatasetUsage,
  listOrganizationUsage,
} from './statistics.ts'
import {
  DATASET_COLUMNS,
  ORGANIZATION_COLUMNS,
  presentDatasetStatistics,
  presentOrganizationStatistics,
} from './wire.statistics.ts'

type ByDataset = { Params: { dataset: string } }
type ByOrganization = { Params: { organization: string } }

const Asked = Type.Object({
  from: Param.text('The first day (2026-11-01) or month (2026-11); a year ago, or thirty days, unless it says so.'),
  to: Param.text('The last one; today.'),
  by: Param.choice(STEPS, 'Month unless it says so.'),
})

/** How often pages were read and files downloaded: ours, udata has only the sums, in `metrics`. */
export const statisticsRoutes =
  ({ db, usage }: { db: Db; usage: UsageCounter }) =>
  async (app: FastifyInstance) => {
    const read = { schema: { querystring: Asked } }
    /** What this node counted and has not written yet is in the answer too. */
    const rangeAsked = async (request: FastifyRequest): Promise<Range> => {
      const range = rangeOf(readQuery(request, Asked))
      await usage.flush()
      return range
    }

    app.get<ByDataset>('/datasets/:dataset/statistics/', read, async (request) => {
      const range = await rangeAsked(request)
      return presentDatasetStatistics(await getDatasetStatistics(db, request.actor, request.params.dataset, range))
    })

    app.get<ByDataset>('/datasets/:dataset/statistics.csv', read, async (request, reply) => {
      const range = await rangeAsked(request)
      const { dataset, rows } = await listDatasetUsage(db, request.actor, request.params.dataset, range)
      return sendTable(reply, `${dataset.slug}-statistics`, DATASET_COLUMNS, oneByOne(rows))
    })

    app.get<ByOrganization>('/organizations/:organization/statistics/', read, async (request) => {
      const range = await rangeAsked(request)
      const statistics = await getOrganizationStatistics(db, request.actor, request.params.organization, range)
      return presentOrganizationStatistics(statistics)
    })

    app.get<ByOrganization>('/organizations/:organization/statistics.csv', read, async (request, reply) => {
      const range = await rangeAsked(request)
      const { organization, rows } = await listOrganizationUsage(db, request.actor, request.params.organization, range)
      return sendTable(reply, `${organization.slug}-statistics`, ORGANIZATION_COLUMNS, oneByOne(rows))
    })
  }

async function* oneByOne<T>(rows: T[]): AsyncGenerator<T> {
  yield* rows
}
