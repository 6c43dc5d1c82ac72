import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { Invalid, invalidField } from '../lib/errors.ts'
import { readBody, signedIn } from '../http/index.ts'
import { getDataset, getEditableDataset } from './datasets.ts'
import { makeLink } from './make-link.ts'
import { addLink, deleteResource, getResource, reorderResources, updateResource } from './resources.ts'
import type { Deps } from './routes.presenter.ts'
import { ResourceBody, resourceChangesOf } from './wire.resource-input.ts'
import { presentResource } from './wire.resources.v1.ts'

type ByDataset = { Params: { dataset: string } }
type ByResource = { Params: { dataset: string; resource: string } }

const Order = Type.Array(Type.Union([Type.String(), ResourceBody]))

/** Links, words and order of a dataset's resources, in udata's v1 (udata-api.md §2.2). Files arrive through `ingest`. */
export const resourceRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const form = { errors: 'form' as const }
    const write = { onRequest: signedIn, config: form }

    app.post<ByDataset>(
      '/datasets/:dataset/resources/',
      { onRequest: signedIn, config: { ...form, creates: true }, schema: { body: ResourceBody } },
      async (request, reply) => {
        const dataset = await getEditableDataset(db, request.actor, request.params.dataset)
        if (Array.isArray(request.body)) throw new Invalid(ONE_OBJECT, { request: [ONE_OBJECT] })
        const body = readBody<ResourceBody>(request)
        if (body.filetype !== 'remote') throw invalidField('filetype', USE_UPLOAD)
        const input = resourceChangesOf(body)
        const words = { ...input, title: input.title ?? '', url: input.url ?? '' }
        const link = await addLink(db, request.actor, dataset.id, words)
        return reply.code(201).send(presentResource(link, site.baseUrl))
      },
    )

    app.put<ByDataset>('/datasets/:dataset/resources/', { ...write, schema: { body: Order } }, async (request) => {
      const dataset = await getEditableDataset(db, request.actor, request.params.dataset)
      const entries = readBody<Type.Static<typeof Order>>(request).map((item) => {
        const id = typeof item === 'string' ? item : item.id
        if (!id) throw new Invalid(NO_ID)
        return { id: id.toLowerCase(), changes: typeof item === 'string' ? {} : resourceChangesOf(item) }
      })
      const resources = await reorderResources(db, request.actor, dataset.id, entries)
      return resources.map((resource) => presentResource(resource, site.baseUrl))
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
        if (body.filetype === 'file' && resource.filetype === 'remote') throw invalidField('filetype', NEEDS_A_FILE)
        const becomesLink = body.filetype === 'remote' && resource.filetype === 'file'
        const { latest, url } = presentResource(resource, site.baseUrl)
        if (becomesLink && [latest, url].includes(body.url?.trim() ?? '')) throw invalidField('url', OWN_ADDRESS)
        const change = becomesLink ? makeLink : updateResource
        const changed = await change(db, request.actor, dataset.id, resource.id, resourceChangesOf(body))
        return presentResource(changed, site.baseUrl)
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
const NEEDS_A_FILE = {
  fr: 'Un lien ne devient un fichier qu’en déposant un fichier.',
  en: 'A link becomes a file only by an upload.',
}
const OWN_ADDRESS = {
  fr: 'C’est l’adresse du fichier lui-même : donnez celle vers laquelle il mènera.',
  en: 'This is the address of the file itself: give the one that it will lead to.',
}
const ONE_OBJECT = { fr: 'Un objet JSON est attendu, pas une liste.', en: 'expecting a JSON object' }
const NO_ID = { fr: 'Chaque fichier de la liste a besoin de son id.', en: 'Every resource of the list needs its id.' }
