import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../lib/actor.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { presentPage, readBody, readPage, signedIn } from '../http/index.ts'
import { createDataset } from './create-dataset.ts'
import { getDataset, getEditableDataset, listDatasets, listMyDatasets } from './datasets.ts'
import { findDatasetContexts } from './find-dataset-contexts.ts'
import type { Dataset } from './model.ts'
import { replaceResourceList } from './replace-resource-list.ts'
import { deleteDataset, updateDataset } from './update-dataset.ts'
import { DatasetBody, datasetChangesOf, resourceEntriesOf } from './wire.input.ts'
import { readDatasetQuery } from './wire.query.v1.ts'
import { presentDataset } from './wire.v1.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
type ByDataset = { Params: { dataset: string } }

/** Datasets, in udata's v1 (udata-api.md §2.1). */
export const datasetRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const form = { errors: 'form' as const }
    const write = { onRequest: signedIn, config: form }
    const presentAll = async (datasets: Dataset[], actor: Actor) => {
      const contexts = await findDatasetContexts(db, datasets)
      return datasets.map((dataset, index) => presentDataset(dataset, contexts[index] ?? EMPTY, actor, site.baseUrl))
    }
    const sendDataset = async (request: FastifyRequest, reply: FastifyReply, dataset: Dataset) => {
      const [body] = await presentAll([dataset], request.actor)
      return reply.header('ETag', `"${dataset.id}-${dataset.revision}"`).send(body)
    }

    app.get('/datasets/', async (request) => {
      const page = readPage(request)
      const [datasets, total] = await listDatasets(db, request.actor, readDatasetQuery(request), page)
      return presentPage(request, site.baseUrl, page, total, await presentAll(datasets, request.actor))
    })

    app.post('/datasets/', { ...write, schema: { body: DatasetBody } }, async (request, reply) => {
      const body = readBody<DatasetBody>(request)
      const draft = (request.query as { draft?: string }).draft === 'true'
      const dataset = await inTransaction(db, async (tx) => {
        const created = await createDataset(tx, request.actor, datasetChangesOf(body), { draft })
        const entries = resourceEntriesOf(body)
        return entries ? replaceResourceList(tx, request.actor, created.id, entries) : created
      })
      return sendDataset(request, reply.code(201), dataset)
    })

    app.get<ByDataset>('/datasets/:dataset/', async (request, reply) =>
      sendDataset(request, reply, await getDataset(db, request.actor, request.params.dataset)),
    )

    app.put<ByDataset>('/datasets/:dataset/', { ...write, schema: { body: DatasetBody } }, async (request, reply) => {
      const { id } = await getEditableDataset(db, request.actor, request.params.dataset)
      const body = readBody<DatasetBody>(request)
      const dataset = await inTransaction(db, async (tx) => {
        const entries = resourceEntriesOf(body)
        const updated = await updateDataset(tx, request.actor, id, datasetChangesOf(body), {
          revision: expectedRevision(request),
        })
        return entries ? replaceResourceList(tx, request.actor, id, entries) : updated
      })
      return sendDataset(request, reply, dataset)
    })

    app.delete<ByDataset>('/datasets/:dataset/', write, async (request, reply) => {
      const { id } = await getEditableDataset(db, request.actor, request.params.dataset)
      await deleteDataset(db, request.actor, id)
      return reply.code(204).send()
    })

    app.get('/me/datasets/', { onRequest: signedIn }, async (request) =>
      presentAll(await listMyDatasets(db, request.actor, { organizations: false }), request.actor),
    )

    app.get('/me/org_datasets/', { onRequest: signedIn }, async (request) => {
      const title = String((request.query as { q?: unknown }).q ?? '')
      return presentAll(await listMyDatasets(db, request.actor, { organizations: true, title }), request.actor)
    })
  }

const EMPTY = { resources: [], organization: undefined, owner: undefined }

/** `If-Match` with the tag that a read gave: two people who edit at once are told so. */
const expectedRevision = (request: FastifyRequest): number | undefined => {
  const tag = /^"?[0-9a-f]{24}-(\d+)"?$/.exec(request.headers['if-match'] ?? '')
  return tag ? Number(tag[1]) : undefined
}
