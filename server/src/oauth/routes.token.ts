import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Db } from '../db/index.ts'
import { giveToken, type TokenAnswer } from './give-token.ts'
import { revokeToken } from './revoke-token.ts'
import { paramsOf } from './wire.params.ts'

/** What programs call, from servers and from pages of other sites: no cookie has a part in it. */
export const tokenRoutes =
  ({ db }: { db: Db }) =>
  async (app: FastifyInstance) => {
    const options = { config: { errors: 'oauth' as const, ownCredentials: true }, bodyLimit: 100_000 }

    app.post('/oauth/token', options, async ({ body, headers, ip }, reply) => {
      const request = { params: paramsOf(body), authorization: headers.authorization, address: ip }
      return send(reply, await giveToken(db, request))
    })

    app.post('/oauth/revoke', options, async ({ body, headers }, reply) =>
      send(reply, await revokeToken(db, { params: paramsOf(body), authorization: headers.authorization })),
    )
  }

const send = (reply: FastifyReply, { status, headers, body }: TokenAnswer): FastifyReply =>
  reply.code(status).headers(headers).header('Cache-Control', 'no-store').header('Pragma', 'no-cache').send(body)
