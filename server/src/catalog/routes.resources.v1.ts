import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { invalidField } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import { readBody, signedIn } from '../http/index.ts'
import { getDataset, getEditableDataset } from './datasets.ts'
import { addLink, deleteResource, getResource, reorderResources, updateResource } from './resources.ts'
import { ResourceBody, resourceChangesOf } from './wire.input.ts'
import { presentResource } from './wire.v1.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
type ByDataset = { Params: { dataset: string } }
type ByResource = { Params: { dataset: string; resource: string } }

const Order = Type.Array(Type.Union([Type.String(), Type.Object({ id: Type.String() })]))

/** Links, words and order of a dataset's resources, in udata's v1 (udata-api.md §2.2). Files arrive through `ingest`. */
export const resourceRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const write = { onRequest: signedIn, config: { errors: 'form' as const } }

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
  }

const USE_UPLOAD = {
  fr: 'Pour un fichier, utilisez /upload/. Ici, « filetype » vaut « remote ».',
  en: 'For a file use /upload/. Here “filetype” is “remote”.',
}
const FILETYPE_IS_FIXED = {
  fr: 'Un lien ne devient un fichier qu’en déposant un fichier.',
  en: 'A link becomes a file only by an upload.',
}
