import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Invalid } from '../lib/errors.ts'
import { checkStorable, PAGING, Param, presentPage, readPage, readQuery, signedIn } from '../http/index.ts'
import { getCommunityResource } from './community-resources.ts'
import { getDataset, getDatasetOf, getEditableDataset, listDatasets } from './datasets.ts'
import { mergeDatasetExtras, mergeResourceExtras, removeDatasetExtras, removeResourceExtras } from './extras.ts'
import { RESOURCE_TYPES } from './model.ts'
import { findResource, getResource, listResourcePage, listSchemas } from './resources.ts'
import { asksPlainly, datasetPresenter, sendDataset, sendShown, type Deps } from './routes.presenter.ts'
import { etagOf } from './wire.dataset.ts'
import { keepShownDatasets } from './shown-datasets.ts'
import { DatasetListQuery, readDatasetQuery } from './wire.query.v1.ts'
import { clientExtrasOf } from './wire.resource-input.ts'
import { extrasOf, presentResource } from './wire.resources.v1.ts'

type ByDataset = { Params: { dataset: string } }
type ByResource = { Params: { dataset: string; resource: string } }

const ResourceList = Type.Object({
  ...PAGING,
  page_size: Param.count({ default: 50 }),
  type: Param.choice(RESOURCE_TYPES),
  q: Param.text('part of the title'),
})

/** Datasets in udata's v2: lighter, their files a list of its own (udata-api.md §3.1). */
export const datasetRoutesV2 =
  ({ db, changes, site }: Deps) =>
  async (app: FastifyInstance) => {
    const raw = { unmasked: true, errors: 'form' as const }
    const write = { onRequest: signedIn, config: raw }
    const present = datasetPresenter({ db, site })

    app.get('/datasets/', { schema: { querystring: DatasetListQuery } }, async (request) => {
      const page = readPage(request)
      const [datasets, total] = await listDatasets(db, request.actor, readDatasetQuery(request), page)
      return presentPage(request, site.baseUrl, page, total, await present.v2(request, datasets))
    })

    const keep = keepShownDatasets(db, changes)
    app.get<ByDataset>('/datasets/:dataset/', async (request, reply) => {
      const make = async () => {
        const found = await getDataset(db, request.actor, request.params.dataset)
        const [answer] = await present.v2(request, [found])
        return { json: JSON.stringify(answer), etag: etagOf(found) }
      }
      const shown = asksPlainly(request) ? await keep(request.params.dataset, make) : undefined
      if (shown) return sendShown(reply, shown)
      const dataset = await getDataset(db, request.actor, request.params.dataset)
      const [body] = await present.v2(request, [dataset])
      return sendDataset(reply, dataset, body)
    })

    app.get<ByDataset>('/datasets/:dataset/resources/', { schema: { querystring: ResourceList } }, async (request) => {
      const { type, q } = readQuery(request, ResourceList)
      const page = readPage(request, 50)
      const dataset = await getDataset(db, request.actor, request.params.dataset)
      const [resources, total] = await listResourcePage(db, dataset.id, { type, q }, page)
      const data = resources.map((resource) => presentResource(resource, site.baseUrl))
      return presentPage(request, site.baseUrl, page, total, data, { emptyPages: true })
    })

    app.get<{ Params: { resource: string } }>('/datasets/resources/:resource/', { config: raw }, async (request) => {
      const found = await findResource(db, request.params.resource)
      const resource = found ?? (await getCommunityResource(db, request.actor, request.params.resource))
      const dataset = await getDatasetOf(db, request.actor, resource)
      return { resource: presentResource(resource, site.baseUrl), dataset_id: dataset?.id ?? null }
    })

    app.get<ByDataset>('/datasets/:dataset/schemas/', async (request) =>
      listSchemas(db, (await getDataset(db, request.actor, request.params.dataset)).id),
    )

    app.get<ByDataset>(
      '/datasets/:dataset/extras/',
      { config: raw },
      async (request) => (await getDataset(db, request.actor, request.params.dataset)).extras,
    )

    app.put<ByDataset>('/datasets/:dataset/extras/', write, async (request) => {
      const { id } = await getEditableDataset(db, request.actor, request.params.dataset)
      return mergeDatasetExtras(db, request.actor, id, readExtras(request.body))
    })

    app.delete<ByDataset>('/datasets/:dataset/extras/', write, async (request, reply) => {
      const { id } = await getEditableDataset(db, request.actor, request.params.dataset)
      await removeDatasetExtras(db, request.actor, id, readKeys(request.body))
      return reply.code(204).send()
    })

    app.get<ByResource>('/datasets/:dataset/resources/:resource/extras/', { config: raw }, async (request) => {
      const dataset = await getDataset(db, request.actor, request.params.dataset)
      return extrasOf(await getResource(db, dataset, request.params.resource), site.baseUrl)
    })

    app.put<ByResource>('/datasets/:dataset/resources/:resource/extras/', write, async (request) => {
      const { id } = await getEditableDataset(db, request.actor, request.params.dataset)
      const extras = readExtras(request.body)
      return extrasOf(await mergeResourceExtras(db, request.actor, id, request.params.resource, extras), site.baseUrl)
    })

    app.delete<ByResource>('/datasets/:dataset/resources/:resource/extras/', write, async (request, reply) => {
      const { id } = await getEditableDataset(db, request.actor, request.params.dataset)
      await removeResourceExtras(db, request.actor, id, request.params.resource, readKeys(request.body))
      return reply.code(204).send()
    })
  }

/** Free JSON: an object whose nulls take keys away. */
export const readExtras = (body: unknown): Record<string, unknown> => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Invalid(NOT_AN_OBJECT)
  checkStorable(body)
  return clientExtrasOf(body as Record<string, unknown>)
}

export const readKeys = (body: unknown): string[] => {
  if (!Array.isArray(body) || !body.every((key) => typeof key === 'string')) throw new Invalid(NOT_KEYS)
  checkStorable(body)
  return body
}

const NOT_AN_OBJECT = { fr: 'Un objet JSON est attendu.', en: 'Expecting a JSON object.' }
const NOT_KEYS = { fr: 'Une liste JSON de clés est attendue.', en: 'Expecting a JSON list of keys.' }
