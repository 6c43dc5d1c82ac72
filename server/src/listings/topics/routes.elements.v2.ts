import type { FastifyInstance } from 'fastify'
import { presentPage, readBody, readPage, readQuery, signedIn } from '../../http/index.ts'
import { getEditableListing, getListing } from '../listings.ts'
import type { ById, Deps } from '../routes.common.ts'
import { addElements, listElements, removeElements, updateElement } from './elements.ts'
import { TOPIC } from './topic.ts'
import { ElementBody, elementInputOf, ElementsBody } from './wire.input.ts'
import { ElementListQuery } from './wire.query.ts'
import { presentElement } from './wire.v2.ts'

type ByElement = { Params: { id: string; element: string } }

/** What a topic is made of (udata-api.md §3.3). */
export const elementRoutes =
  ({ db, site }: Pick<Deps, 'db' | 'site'>) =>
  async (app: FastifyInstance) => {
    const write = { onRequest: signedIn }

    app.get<ById>('/topics/:id/elements/', { schema: { querystring: ElementListQuery } }, async (request) => {
      const { id } = await getListing(db, request.actor, TOPIC, request.params.id)
      const { q, tag, class: name } = readQuery(request, ElementListQuery)
      const page = readPage(request)
      const [elements, total] = await listElements(db, id, { q, tags: tag, class: name }, page)
      return presentPage(request, site.baseUrl, page, total, elements.map(presentElement))
    })

    app.post<ById>(
      '/topics/:id/elements/',
      { ...write, config: { errors: 'list' as const }, schema: { body: ElementsBody } },
      async (request, reply) => {
        const { id } = await getEditableListing(db, request.actor, TOPIC, request.params.id)
        const inputs = readBody<ElementBody[]>(request).map(elementInputOf)
        const added = await addElements(db, request.actor, id, inputs)
        return reply.code(201).send(added.map(presentElement))
      },
    )

    app.delete<ById>('/topics/:id/elements/', write, async (request, reply) => {
      const { id } = await getEditableListing(db, request.actor, TOPIC, request.params.id)
      await removeElements(db, request.actor, id)
      return reply.code(204).send()
    })

    app.put<ByElement>(
      '/topics/:id/elements/:element/',
      { ...write, schema: { body: ElementBody } },
      async (request) => {
        const { id } = await getEditableListing(db, request.actor, TOPIC, request.params.id)
        const input = elementInputOf(readBody<ElementBody>(request))
        return presentElement(await updateElement(db, request.actor, id, request.params.element.toLowerCase(), input))
      },
    )

    app.delete<ByElement>('/topics/:id/elements/:element/', write, async (request, reply) => {
      const { id } = await getEditableListing(db, request.actor, TOPIC, request.params.id)
      await removeElements(db, request.actor, id, [request.params.element.toLowerCase()])
      return reply.code(204).send()
    })
  }
