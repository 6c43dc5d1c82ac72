import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { inTransaction } from '../db/index.ts'
import { asksFor, PAGING, Param, presentPage, readBody, readPage, readQuery, signedIn } from '../http/index.ts'
import { listCommunityResources } from './community-resources.ts'
import { createDataset } from './create-dataset.ts'
import { getDataset, getEditableDataset, listDatasets, listMyDatasets } from './datasets.ts'
import { getMyMetrics } from './my-metrics.ts'
import { getOrganization } from '../organizations/index.ts'
import { replaceResourceList } from './replace-resource-list.ts'
import { asksPlainly, datasetPresenter, sendDataset, sendShown, type Deps } from './routes.presenter.ts'
import { keepShownDatasets } from './shown-datasets.ts'
import { deleteDataset, updateDataset } from './update-dataset.ts'
import { etagOf } from './wire.dataset.ts'
import { DatasetBody, datasetChangesOf } from './wire.dataset-input.ts'
import { DatasetListQuery, readDatasetQuery } from './wire.query.v1.ts'
import { resourceEntriesOf } from './wire.resource-input.ts'

type ByDataset = { Params: { dataset: string } }

const Creation = Type.Object({ draft: Param.flag('private, and may lack its title or its description') })
const Mine = Type.Object({ q: Param.text('a text of the title') })
const OfOrganization = Type.Object({ ...PAGING, sort: DatasetListQuery.properties.sort })

/** Datasets, in udata's v1 (udata-api.md §2.1). */
export const datasetRoutes =
  ({ db, changes, site }: Deps) =>
  async (app: FastifyInstance) => {
    const form = { errors: 'form' as const }
    const write = { onRequest: signedIn, config: form }
    const present = datasetPresenter({ db, site })

    app.get('/datasets/', { schema: { querystring: DatasetListQuery } }, async (request) => {
      const page = readPage(request)
      const [datasets, total] = await listDatasets(db, request.actor, readDatasetQuery(request), page)
      return presentPage(request, site.baseUrl, page, total, await present.v1(request, datasets))
    })

    app.post(
      '/datasets/',
      { onRequest: signedIn, config: { ...form, creates: true }, schema: { querystring: Creation, body: DatasetBody } },
      async (request, reply) => {
        const body = readBody<DatasetBody>(request)
        const { draft = false } = readQuery(request, Creation)
        const dataset = await inTransaction(db, async (tx) => {
          const created = await createDataset(tx, request.actor, datasetChangesOf(body), { draft })
          const entries = resourceEntriesOf(body)
          return entries ? replaceResourceList(tx, request.actor, created.id, entries) : created
        })
        const [answer] = await present.v1(request, [dataset])
        return sendDataset(reply.code(201), dataset, answer)
      },
    )

    app.get<ByDataset>('/datasets/:dataset/', { config: form }, async (request, reply) => {
      const shown = await shownToEverybody(request)
      if (shown) return sendShown(reply, shown)
      const dataset = await getDataset(db, request.actor, request.params.dataset)
      const [answer] = await present.v1(request, [dataset])
      const community = asksFor(request, 'community_resources') ? await communityOf(request, dataset.id) : {}
      return sendDataset(reply, dataset, { ...answer, ...community })
    })

    app.put<ByDataset>('/datasets/:dataset/', { ...write, schema: { body: DatasetBody } }, async (request, reply) => {
      const restoring = (request.body as { deleted?: unknown } | null)?.deleted === null
      const { id } = await getEditableDataset(db, request.actor, request.params.dataset, { restoring })
      const body = readBody<DatasetBody>(request)
      const dataset = await inTransaction(db, async (tx) => {
        const entries = resourceEntriesOf(body)
        const updated = await updateDataset(tx, request.actor, id, datasetChangesOf(body), {
          revision: expectedRevision(request),
        })
        return entries ? replaceResourceList(tx, request.actor, id, entries) : updated
      })
      const [answer] = await present.v1(request, [dataset])
      return sendDataset(reply, dataset, answer)
    })

    app.delete<ByDataset>('/datasets/:dataset/', write, async (request, reply) => {
      const { id } = await getEditableDataset(db, request.actor, request.params.dataset)
      await deleteDataset(db, request.actor, id)
      return reply.code(204).send()
    })

    app.get('/me/datasets/', { onRequest: signedIn }, async (request) =>
      present.v1(request, await listMyDatasets(db, request.actor, { organizations: false })),
    )

    app.get('/me/metrics/', { onRequest: signedIn }, async (request) => getMyMetrics(db, request.actor))

    app.get('/me/org_datasets/', { onRequest: signedIn, schema: { querystring: Mine } }, async (request) => {
      const { q: title = '' } = readQuery(request, Mine)
      return present.v1(request, await listMyDatasets(db, request.actor, { organizations: true, title }))
    })

    app.get<{ Params: { organization: string } }>(
      '/organizations/:organization/datasets/',
      { schema: { querystring: OfOrganization } },
      async (request) => {
        const page = readPage(request)
        const { sort } = readDatasetQuery(request)
        const organization = await getOrganization(db, request.actor, request.params.organization)
        const query = { sort, organizationId: organization.id, everyState: true }
        const [datasets, total] = await listDatasets(db, request.actor, query, page)
        return presentPage(request, site.baseUrl, page, total, await present.v1(request, datasets))
      },
    )

    const keep = keepShownDatasets(db, changes)
    const shownToEverybody = async (request: FastifyRequest<ByDataset>) => {
      if (!asksPlainly(request)) return undefined
      return keep(request.params.dataset, async () => {
        const dataset = await getDataset(db, request.actor, request.params.dataset)
        const [answer] = await present.v1(request, [dataset])
        return { json: JSON.stringify(answer), etag: etagOf(dataset) }
      })
    }

    const communityOf = async (request: FastifyRequest, datasetId: string) => {
      const [resources] = await listCommunityResources(db, { datasetId }, { page: 1, pageSize: 1_000 })
      return { community_resources: await present.community(request, resources) }
    }
  }

/** `If-Match` with the tag that a read gave: two people who edit at once are told so. */
const expectedRevision = (request: FastifyRequest): number | undefined => {
  const tag = /^"?[0-9a-f]{24}-(\d+)"?$/.exec(request.headers['if-match'] ?? '')
  return tag ? Number(tag[1]) : undefined
}
