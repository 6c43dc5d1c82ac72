import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { isObjectId } from '../../lib/ids.ts'
import { Invalid } from '../../lib/errors.ts'
import { presentPage, readBody, readPage, readQuery, signedIn } from '../../http/index.ts'
import { createListing, updateListing } from '../change-listing.ts'
import { getEditableListing, listListings } from '../listings.ts'
import { commonRoutes, type ById, type Deps } from '../routes.common.ts'
import { DATASERVICE } from './dataservice.ts'
import { findDataserviceQuery } from './routes.query.ts'
import { dataservicePresenter } from './routes.presenter.ts'
import { dropServedDataset, serveDatasets } from './served-datasets.ts'
import { DataserviceBody, dataserviceInputOf } from './wire.input.ts'
import { DataserviceListQuery } from './wire.query.ts'

type ByDataset = { Params: { id: string; dataset: string } }
const DatasetsBody = Type.Array(Type.Object({ id: Type.String() }), { maxItems: 5_000 })

/** Dataservices, in udata's v1 (udata-api.md §2.7): they are changed by PATCH. */
export const dataserviceRoutes =
  ({ db, site }: Pick<Deps, 'db' | 'site'>) =>
  async (app: FastifyInstance) => {
    const present = dataservicePresenter({ db, site })
    const write = { onRequest: signedIn, schema: { body: DataserviceBody } }

    app.get('/dataservices/', { schema: { querystring: DataserviceListQuery } }, async (request) => {
      const query = await findDataserviceQuery(db, readQuery(request, DataserviceListQuery))
      const page = readPage(request)
      const [dataservices, total] = await listListings(db, request.actor, DATASERVICE, query, page)
      return presentPage(request, site.baseUrl, page, total, await present.list(request, dataservices))
    })

    app.post('/dataservices/', { ...write, config: { creates: true } }, async (request, reply) => {
      const input = dataserviceInputOf(readBody<DataserviceBody>(request))
      const dataservice = await createListing(db, request.actor, DATASERVICE, input)
      return reply.code(201).send(await present.one(request, dataservice))
    })

    commonRoutes(app, { db }, '/dataservices/', DATASERVICE, present.one)

    app.patch<ById>('/dataservices/:id/', write, async (request) => {
      const restoring = (request.body as { deleted_at?: unknown } | null)?.deleted_at === null
      const { id } = await getEditableListing(db, request.actor, DATASERVICE, request.params.id, { restoring })
      const input = dataserviceInputOf(readBody<DataserviceBody>(request))
      return present.one(request, await updateListing(db, request.actor, DATASERVICE, id, input))
    })

    app.post<ById>(
      '/dataservices/:id/datasets/',
      { onRequest: signedIn, schema: { body: DatasetsBody } },
      async (request, reply) => {
        const { id } = await getEditableListing(db, request.actor, DATASERVICE, request.params.id)
        const wanted = readBody<Type.Static<typeof DatasetsBody>>(request).map((dataset) => dataset.id)
        if (!wanted.every(isObjectId)) throw new Invalid(NOT_IDS, { datasets: [NOT_IDS] })
        const dataservice = await serveDatasets(db, request.actor, id, wanted)
        return reply.code(201).send(await present.one(request, dataservice))
      },
    )

    app.delete<ByDataset>('/dataservices/:id/datasets/:dataset/', { onRequest: signedIn }, async (request, reply) => {
      const { id } = await getEditableListing(db, request.actor, DATASERVICE, request.params.id)
      await dropServedDataset(db, request.actor, id, request.params.dataset.toLowerCase())
      return reply.code(204).send()
    })
  }

const NOT_IDS = {
  fr: 'Des identifiants de 24 chiffres hexadécimaux sont attendus.',
  en: 'Expecting ids of 24 hexadecimal digits.',
}
