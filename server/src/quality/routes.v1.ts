import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { getEditableDataset } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { languageOf, readBody, signedIn } from '../http/index.ts'
import { listFindings } from './findings.ts'
import { listSilenced, silenceFinding, unsilenceFinding } from './silenced.ts'
import { SilenceInput } from './wire.models.ts'
import { presentFindings, presentSilenced } from './wire.v1.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
type ByDataset = { Params: { dataset: string } }

/** What rules say of a dataset, and what its people called normal. */
export const qualityRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const write = { onRequest: signedIn, config: { errors: 'form' as const } }

    app.get<ByDataset>('/datasets/:dataset/findings/', { onRequest: signedIn }, async (request) => {
      const findings = await listFindings(db, request.actor, request.params.dataset)
      return presentFindings(findings, languageOf(request), site.baseUrl)
    })

    app.get<ByDataset>('/datasets/:dataset/silenced/', { onRequest: signedIn }, async (request) => {
      const silenced = await listSilenced(db, request.actor, request.params.dataset)
      return silenced.map((one) => presentSilenced(one, site.baseUrl))
    })

    app.post<ByDataset>(
      '/datasets/:dataset/silenced/',
      { ...write, config: { ...write.config, creates: true }, schema: { body: SilenceInput } },
      async (request, reply) => {
        const { id } = await getEditableDataset(db, request.actor, request.params.dataset)
        const silence = readBody<Static<typeof SilenceInput>>(request)
        const silenced = await silenceFinding(db, request.actor, id, silence)
        return reply.code(201).send(presentSilenced(silenced, site.baseUrl))
      },
    )

    app.delete<{ Params: { dataset: string; silenced: string } }>(
      '/datasets/:dataset/silenced/:silenced/',
      write,
      async (request, reply) => {
        await unsilenceFinding(db, request.actor, request.params.dataset, request.params.silenced)
        return reply.code(204).send()
      },
    )
  }
