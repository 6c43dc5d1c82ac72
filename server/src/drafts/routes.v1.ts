import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import type { Db } from '../db/index.ts'
import { readBody, signedIn } from '../http/index.ts'
import { renderMarkdown } from '../lib/markdown.ts'
import { discardDraft, getDesk, saveDraft } from './drafts.ts'
import { DraftInput, PreviewInput } from './wire.models.ts'
import { presentDesk } from './wire.v1.ts'

type ByDataset = { Params: { dataset: string } }
const PATH = '/datasets/:dataset/draft/'

/** What is being written: ours, udata has nothing of it. */
export const draftRoutes =
  ({ db, site }: { db: Db; site: { baseUrl: string } }) =>
  async (app: FastifyInstance) => {
    const write = { onRequest: signedIn, config: { errors: 'form' as const } }

    app.get<ByDataset>(PATH, { onRequest: signedIn }, async (request) =>
      presentDesk(await getDesk(db, request.actor, request.params.dataset), site.baseUrl),
    )

    app.put<ByDataset>(PATH, { ...write, schema: { body: DraftInput } }, async (request) => {
      const draft = readBody<Static<typeof DraftInput>>(request)
      return presentDesk(await saveDraft(db, request.actor, request.params.dataset, draft), site.baseUrl)
    })

    app.delete<ByDataset>(PATH, write, async (request, reply) => {
      await discardDraft(db, request.actor, request.params.dataset)
      return reply.code(204).send()
    })

    /** As the public page will show it: the one renderer of the product. */
    app.post('/markdown/', { ...write, schema: { body: PreviewInput } }, async (request) => ({
      html: renderMarkdown(readBody<Static<typeof PreviewInput>>(request).text),
    }))
  }
