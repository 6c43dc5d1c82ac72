import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Actor } from '../lib/actor.ts'
import { Invalid, invalidField, Unauthorized } from '../lib/errors.ts'
import { isObjectId } from '../lib/ids.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { presentPage, QUERY_FAILED, readBody, readPage, signedIn } from '../http/index.ts'
import {
  createDataset,
  deleteDataset,
  getDataset,
  getEditableDataset,
  listDatasets,
  listMyDatasets,
  updateDataset,
  type DatasetQuery,
} from './datasets.ts'
import type { Dataset } from './model.ts'
import { findDatasetContexts } from './find-dataset-contexts.ts'
import {
  addLink,
  deleteResource,
  getResource,
  reorderResources,
  replaceResourceList,
  updateResource,
} from './resources.ts'
import { DatasetBody, datasetChangesOf, ResourceBody, resourceChangesOf, resourceEntriesOf } from './wire.input.ts'
import { presentDataset, presentResource } from './wire.v1.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
type ByDataset = { Params: { dataset: string } }
type ByResource = { Params: { dataset: string; resource: string } }

const Order = Type.Array(Type.Union([Type.String(), Type.Object({ id: Type.String() })]))

/** Datasets and their resources, in udata's v1 (udata-api.md §2.1, §2.2). */
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
      const [datasets, total] = await listDatasets(db, request.actor, readQuery(request), page)
      return presentPage(request, site.baseUrl, page, total, await presentAll(datasets, request.actor))
    })

    app.post('/datasets/', { ...write, schema: { body: DatasetBody } }, async (request, reply) => {
      const body = readBody<DatasetBody>(request)
      const draft = (request.query as { draft?: string }).draft === 'true'
      const dataset = await inTransaction(db, async (tx) => {
        const created = await createDataset(tx, request.actor, datasetChangesOf(body), { draft })
        const entries = resourceEntriesOf(body)
        if (entries) await replaceResourceList(tx, request.actor, created.id, entries)
        return created
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
        if (entries) await replaceResourceList(tx, request.actor, id, entries)
        return updated
      })
      return sendDataset(request, reply, dataset)
    })

    app.delete<ByDataset>('/datasets/:dataset/', write, async (request, reply) => {
      const { id } = await getEditableDataset(db, request.actor, request.params.dataset)
      await deleteDataset(db, request.actor, id)
      return reply.code(204).send()
    })

    app.post<ByDataset>(
      '/datasets/:dataset/resources/',
      { ...write, schema: { body: ResourceBody } },
      async (request, reply) => {
        const dataset = await getEditableDataset(db, request.actor, request.params.dataset)
        const body = readBody<ResourceBody>(request)
        if (body.filetype !== 'remote') throw invalidField('filetype', USE_UPLOAD)
        const input = resourceChangesOf(body)
        const link = await addLink(db, request.actor, dataset.id, {
          ...input,
          title: input.title ?? '',
          url: input.url ?? '',
        })
        return reply.code(201).send(presentResource(link, site.baseUrl))
      },
    )

    app.put<ByDataset>('/datasets/:dataset/resources/', { ...write, schema: { body: Order } }, async (request) => {
      const dataset = await getEditableDataset(db, request.actor, request.params.dataset)
      const ids = readBody<Type.Static<typeof Order>>(request).map((item) =>
        (typeof item === 'string' ? item : item.id).toLowerCase(),
      )
      return (await reorderResources(db, request.actor, dataset.id, ids)).map((resource) =>
        presentResource(resource, site.baseUrl),
      )
    })

    app.get<ByResource>('/datasets/:dataset/resources/:resource/', async (request) => {
      const dataset = await getDataset(db, request.actor, request.params.dataset)
      return presentResource(await getResource(db, dataset, request.params.resource), site.baseUrl)
    })

    app.put<ByResource>(
      '/datasets/:dataset/resources/:resource/',
      { ...write, schema: { body: ResourceBody } },
      async (request) => {
        const dataset = await getEditableDataset(db, request.actor, request.params.dataset)
        const resource = await getResource(db, dataset, request.params.resource)
        const body = readBody<ResourceBody>(request)
        if (body.filetype && body.filetype !== resource.filetype) throw invalidField('filetype', FILETYPE_IS_FIXED)
        return presentResource(
          await updateResource(db, request.actor, dataset.id, resource.id, resourceChangesOf(body)),
          site.baseUrl,
        )
      },
    )

    app.delete<ByResource>('/datasets/:dataset/resources/:resource/', write, async (request, reply) => {
      const dataset = await getEditableDataset(db, request.actor, request.params.dataset)
      await deleteResource(db, request.actor, dataset.id, request.params.resource)
      return reply.code(204).send()
    })

    app.get('/me/datasets/', { onRequest: signedIn }, async (request) =>
      presentAll(await listMyDatasets(db, request.actor, { organizations: false }), request.actor),
    )

    app.get('/me/org_datasets/', { onRequest: signedIn }, async (request) => {
      const title = (request.query as { q?: string }).q
      return presentAll(await listMyDatasets(db, request.actor, { organizations: true, title }), request.actor)
    })
  }

const EMPTY = { resources: [], organization: undefined, owner: undefined }
const SORTS = ['created', '-created', 'last_update', '-last_update', 'title', '-title'] as const
const USE_UPLOAD = {
  fr: 'Pour un fichier, utilisez /upload/. Ici, « filetype » vaut « remote ».',
  en: 'For a file use /upload/. Here “filetype” is “remote”.',
}
const FILETYPE_IS_FIXED = {
  fr: 'Un lien ne devient un fichier qu’en déposant un fichier.',
  en: 'A link becomes a file only by an upload.',
}
const NOT_AN_ID = {
  fr: 'Un identifiant de 24 chiffres hexadécimaux est attendu.',
  en: 'Expecting an id of 24 hexadecimal digits.',
}

/** `If-Match` with the tag that a read gave: two people who edit at once are told so. */
const expectedRevision = (request: FastifyRequest): number | undefined => {
  const tag = /^"?[0-9a-f]{24}-(\d+)"?$/.exec(request.headers['if-match'] ?? '')
  return tag ? Number(tag[1]) : undefined
}

const readQuery = (request: FastifyRequest): DatasetQuery => {
  const query = request.query as Record<string, string | string[] | undefined>
  const one = (name: string): string | undefined =>
    (Array.isArray(query[name]) ? query[name][0] : query[name]) || undefined
  const sort = one('sort')
  const known = SORTS.find((candidate) => candidate === sort)
  if (sort && !known)
    throw new Invalid(QUERY_FAILED, {
      sort: [
        {
          fr: `« ${sort.slice(0, 40)} » n’est pas un tri connu.`,
          en: `The value '${sort.slice(0, 40)}' is not a valid choice for 'sort'.`,
        },
      ],
    })
  return {
    q: one('q'),
    sort: known,
    tags: [query.tag ?? []].flat().filter((tag) => tag !== ''),
    organizationId: readId(one('organization')),
    ownerId: readId(one('owner')),
    license: one('license'),
    ...readStates(request, one),
  }
}

const readId = (value: string | undefined): string | undefined => {
  if (value !== undefined && !isObjectId(value)) throw new Invalid(NOT_AN_ID)
  return value
}

/** These three need an identity, whatever their value (udata-api.md §2.1.1). */
const readStates = (request: FastifyRequest, one: (name: string) => string | undefined) => {
  const state = (name: string): boolean | undefined => {
    const value = one(name)
    if (value === undefined) return undefined
    if (request.actor.kind === 'anonymous') throw new Unauthorized()
    if (!/^(true|false|1|0|on)$/i.test(value))
      throw new Invalid(QUERY_FAILED, {
        [name]: [{ fr: 'true ou false est attendu.', en: 'Expecting true or false.' }],
      })
    return /^(true|1|on)$/i.test(value)
  }
  return { private: state('private'), archived: state('archived'), deleted: state('deleted') }
}
