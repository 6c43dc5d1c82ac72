import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fullNameOf } from '../accounts/index.ts'
import { ANONYMOUS } from '../lib/actor.ts'
import type { Db } from '../db/index.ts'
import { sendFeed, sendTable } from '../http/index.ts'
import { getOrganization } from '../organizations/index.ts'
import type { DatasetQuery } from './dataset-query.ts'
import { listDatasets } from './datasets.ts'
import { shownDates } from './dates.rules.ts'
import { findDatasetContexts } from './find-dataset-contexts.ts'
import type { Deps } from './routes.presenter.ts'
import { datasetColumns, resourceColumns, type DatasetRow, type ResourceRow } from './wire.csv.ts'
import { DatasetListQuery, readDatasetQuery } from './wire.query.v1.ts'

type ByOrganization = { Params: { organization: string } }

const FEED_SIZE = 20
const BATCH = 500

/** Tables and feeds of the catalogue, always live (udata-api.md §12.3, §12.4). */
export const exportRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const listed = { schema: { querystring: DatasetListQuery } }
    const sendDatasets = (reply: Parameters<typeof sendTable>[0], name: string, query: DatasetQuery) =>
      sendTable(reply, name, datasetColumns(site.baseUrl), exported(db, query))
    const sendResources = (reply: Parameters<typeof sendTable>[0], name: string, query: DatasetQuery) =>
      sendTable(reply, name, resourceColumns(site.baseUrl), resourcesOf(exported(db, query)))
    const organizationOf = async (request: FastifyRequest<ByOrganization>) =>
      getOrganization(db, request.actor, request.params.organization)

    app.get('/site/datasets.csv', listed, async (request, reply) =>
      sendDatasets(reply, 'datasets', readDatasetQuery(request)),
    )

    app.get('/site/resources.csv', listed, async (request, reply) =>
      sendResources(reply, 'resources', readDatasetQuery(request)),
    )

    app.get<ByOrganization>('/organizations/:organization/datasets.csv', async (request, reply) => {
      const { id, slug } = await organizationOf(request)
      return sendDatasets(reply, `${slug}-datasets`, { organizationId: id })
    })

    app.get<ByOrganization>('/organizations/:organization/datasets-resources.csv', async (request, reply) => {
      const { id, slug } = await organizationOf(request)
      return sendResources(reply, `${slug}-datasets-resources`, { organizationId: id })
    })

    app.get('/datasets/recent.atom', listed, async (request, reply) => {
      const query = { ...readDatasetQuery(request), sort: '-created' as const }
      const [datasets] = await listDatasets(db, ANONYMOUS, query, { page: 1, pageSize: FEED_SIZE })
      const contexts = await findDatasetContexts(db, datasets, { resources: false })
      const entries = datasets.map((dataset, index) => entryOf(dataset, contexts[index], site.baseUrl))
      return sendFeed(request, reply, { title: 'Derniers jeux de données', baseUrl: site.baseUrl, entries })
    })
  }

/** What everybody may see, archived ones too, oldest first: what is created meanwhile comes at the end. */
async function* exported(db: Db, query: DatasetQuery): AsyncGenerator<DatasetRow> {
  const wanted = { ...query, sort: 'created' as const, everyState: true, private: false, deleted: false }
  for (let page = 1; ; page++) {
    const [datasets] = await listDatasets(db, ANONYMOUS, wanted, { page, pageSize: BATCH })
    const contexts = await findDatasetContexts(db, datasets)
    for (const [index, dataset] of datasets.entries()) {
      const context = contexts[index]
      if (context) yield { dataset, context }
    }
    if (datasets.length < BATCH) return
  }
}

async function* resourcesOf(rows: AsyncIterable<DatasetRow>): AsyncGenerator<ResourceRow> {
  for await (const row of rows) for (const resource of row.context.resources) yield { ...row, resource }
}

const entryOf = (dataset: DatasetRow['dataset'], context: DatasetRow['context'] | undefined, baseUrl: string) => {
  const { organization, owner } = context ?? {}
  const { createdAt } = shownDates(dataset)
  return {
    id: `${baseUrl}/datasets/${dataset.id}`,
    link: `${baseUrl}/datasets/${dataset.slug}`,
    title: dataset.title,
    text: dataset.description,
    author: organization
      ? { name: organization.name, link: `${baseUrl}/organizations/${organization.slug}` }
      : owner
        ? { name: fullNameOf(owner), link: `${baseUrl}/users/${owner.slug}` }
        : null,
    publishedAt: createdAt,
    updatedAt: dataset.lastUpdate,
  }
}
