import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Db } from '../../db/index.ts'
import { Param, readQuery, signedIn } from '../../http/index.ts'
import { findAlike } from './find-alike.ts'
import { suggestMetadata } from './suggest-metadata.ts'
import { presentAlike, presentSuggestions } from './wire.suggestions.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
const Alike = Type.Object({ title: Param.required(), organization: Param.id() })

/** What helps to describe a dataset that is being made: ours. */
export const suggestionRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    app.get('/datasets/suggest/alike/', { onRequest: signedIn, schema: { querystring: Alike } }, async (request) => {
      const { title, organization } = readQuery(request, Alike)
      const alike = await findAlike(db, request.actor, { title, organizationId: organization ?? null })
      return alike.map((one) => presentAlike(one, site.baseUrl))
    })

    app.get<{ Params: { dataset: string } }>(
      '/datasets/:dataset/suggestions/',
      { onRequest: signedIn },
      async (request) =>
        presentSuggestions(await suggestMetadata(db, request.actor, request.params.dataset), site.baseUrl),
    )
  }
