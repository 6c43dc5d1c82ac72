import type { FastifyInstance } from 'fastify'
import type { Db } from '../../db/index.ts'
import { stopMails } from './unsubscribe.ts'

interface Deps {
  db: Db
  secretKey: Buffer
}
type ByToken = { Params: { token: string } }

/** The link at the foot of each mail. Filters of mails follow links: only a POST stops anything (RFC 8058). */
export const unsubscribeRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  // What mail programs send is a form, of which nothing is needed.
  app.addContentTypeParser(
    ['application/x-www-form-urlencoded', 'multipart/form-data'],
    { parseAs: 'string', bodyLimit: 10_000 },
    (_request, _body, done) => done(null, {}),
  )

  app.get<ByToken>('/unsubscribe/:token', async (request, reply) =>
    reply.redirect(`/admin/ne-plus-recevoir/${encodeURIComponent(request.params.token)}`, 302),
  )

  app.post<ByToken>(
    '/unsubscribe/:token',
    { config: { errors: 'cimaise', ownCredentials: true } },
    async (request) => ({
      stopped: await stopMails(deps, request.params.token),
    }),
  )
}
