import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { presentPage, readBody, readPage, signedIn } from '../../http/index.ts'
import { createListing, updateListing } from '../change-listing.ts'
import { getEditableListing, listListings } from '../listings.ts'
import { commonRoutes, type ById, type Deps } from '../routes.common.ts'
import { REUSE } from './reuse.ts'
import { reusePresenter } from './routes.presenter.ts'
import { addDataservice, addDataset } from './uses.ts'
import { ReuseBody, reuseInputOf } from './wire.input.ts'
import { readReuseQuery, ReuseListQuery } from './wire.query.ts'

const ReferenceBody = Type.Object({ id: Type.String() })

/** Reuses, in udata's v1 (udata-api.md §2.6). Their lists of choices, picture and tables are in other files. */
export const reuseRoutes =
  ({ db, site }: Pick<Deps, 'db' | 'site'>) =>
  async (app: FastifyInstance) => {
    const present = reusePresenter({ db, site })
    const write = { onRequest: signedIn, schema: { body: ReuseBody } }

    app.get('/reuses/', { schema: { querystring: ReuseListQuery } }, async (request) => {
      const page = readPage(request)
      const [reuses, total] = await listListings(db, request.actor, REUSE, readReuseQuery(request), page)
      return presentPage(request, site.baseUrl, page, total, await present.list(request, reuses))
    })

    app.post('/reuses/', { ...write, config: { creates: true } }, async (request, reply) => {
      const input = reuseInputOf(readBody<ReuseBody>(request))
      const reuse = await createListing(db, request.actor, REUSE, input)
      return reply.code(201).send(await present.one(request, reuse))
    })

    commonRoutes(app, { db }, '/reuses/', REUSE, present.one)

    app.put<ById>('/reuses/:id/', write, async (request) => {
      const restoring = (request.body as { deleted?: unknown } | null)?.deleted === null
      const { id } = await getEditableListing(db, request.actor, REUSE, request.params.id, { restoring })
      const input = reuseInputOf(readBody<ReuseBody>(request))
      return present.one(request, await updateListing(db, request.actor, REUSE, id, input))
    })

    const add = (what: typeof addDataset) => async (request: FastifyRequest<ById>) => {
      const { id } = await getEditableListing(db, request.actor, REUSE, request.params.id)
      const wanted = readBody<{ id: string }>(request)
      return what(db, request.actor, id, wanted.id)
    }
    const adding = { onRequest: signedIn, schema: { body: ReferenceBody } }

    app.post<ById>('/reuses/:id/datasets/', adding, async (request, reply) => {
      const { reuse, isNew } = await add(addDataset)(request)
      return reply.code(isNew ? 201 : 200).send(await present.one(request, reuse))
    })

    app.post<ById>('/reuses/:id/dataservices/', adding, async (request, reply) => {
      const { reuse, isNew } = await add(addDataservice)(request)
      return reply.code(isNew ? 201 : 200).send(await present.one(request, reuse))
    })
  }
