import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { readBody, siteAdminOnly } from '../http/index.ts'
import { getDataset } from './datasets.ts'
import { datasetPresenter, sendDataset, type Deps } from './routes.presenter.ts'
import { addDatasetBadge, featureDataset, removeDatasetBadge } from './update-dataset.ts'

type ByDataset = { Params: { dataset: string } }
type ByBadge = { Params: { dataset: string; kind: string } }

const Badge = Type.Object({ kind: Type.String({ maxLength: 100 }) })

/** What only the site's administrators say of a dataset (udata-api.md §2.1.7). */
export const datasetModerationRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const present = datasetPresenter({ db, site })
    const find = (request: FastifyRequest<ByDataset>) => getDataset(db, request.actor, request.params.dataset)
    const admin = { onRequest: siteAdminOnly }

    const feature = async (request: FastifyRequest<ByDataset>, featured: boolean) => {
      const { id } = await find(request)
      const dataset = await featureDataset(db, request.actor, id, featured)
      const [body] = await present.v1(request, [dataset])
      return { dataset, body }
    }

    app.post<ByDataset>('/datasets/:dataset/featured/', admin, async (request, reply) => {
      const { dataset, body } = await feature(request, true)
      return sendDataset(reply, dataset, body)
    })

    app.delete<ByDataset>('/datasets/:dataset/featured/', admin, async (request, reply) => {
      const { dataset, body } = await feature(request, false)
      return sendDataset(reply, dataset, body)
    })

    app.post<ByDataset>('/datasets/:dataset/badges/', { ...admin, schema: { body: Badge } }, async (request, reply) => {
      const { id } = await find(request)
      const { kind } = readBody<Type.Static<typeof Badge>>(request)
      const added = await addDatasetBadge(db, request.actor, id, kind)
      return reply.code(added ? 201 : 200).send({ kind })
    })

    app.delete<ByBadge>('/datasets/:dataset/badges/:kind/', admin, async (request, reply) => {
      const { id } = await getDataset(db, request.actor, request.params.dataset)
      await removeDatasetBadge(db, request.actor, id, request.params.kind)
      return reply.code(204).send()
    })
  }
