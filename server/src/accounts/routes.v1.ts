import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { parseDate } from '../lib/dates.ts'
import { invalidField } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import { readBody, signedIn } from '../http/index.ts'
import { createMyApiKey, listMyApiKeys, revokeMyApiKey } from './api-keys.ts'
import { closeMyOtherSessions, closeMySession, listMySessions } from './my-sessions.ts'
import { presentApiKey, presentSession } from './wire.v1.ts'

const Token = Type.Object({
  name: Type.Optional(Type.Union([Type.String({ maxLength: 255 }), Type.Null()])),
  expires_at: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  scopes: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
  organization: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

/** API keys of the caller (udata-api.md §2.4.2), and where they are signed in, which is ours. */
export const accountRoutes =
  ({ db }: { db: Db }) =>
  async (app: FastifyInstance) => {
    app.get('/me/api_tokens/', { onRequest: signedIn }, async (request) =>
      (await listMyApiKeys(db, request.actor)).map(presentApiKey),
    )

    app.post('/me/api_tokens/', { onRequest: signedIn, schema: { body: Token } }, async (request, reply) => {
      const body = readBody<Type.Static<typeof Token>>(request)
      const { key, secret } = await createMyApiKey(db, request.actor, {
        name: body.name,
        expiresAt: dateOf(body.expires_at),
        scopes: body.scopes ?? undefined,
        organizationId: body.organization,
      })
      return reply.code(201).send({ ...presentApiKey(key), token: secret })
    })

    app.delete<{ Params: { id: string } }>('/me/api_tokens/:id/', { onRequest: signedIn }, async (request, reply) => {
      await revokeMyApiKey(db, request.actor, request.params.id)
      return reply.code(204).send()
    })

    app.get('/me/sessions/', { onRequest: signedIn }, async (request) =>
      (await listMySessions(db, request.actor)).map(presentSession),
    )

    app.delete('/me/sessions/', { onRequest: signedIn }, async (request, reply) => {
      await closeMyOtherSessions(db, request.actor)
      return reply.code(204).send()
    })

    app.delete<{ Params: { id: string } }>('/me/sessions/:id/', { onRequest: signedIn }, async (request, reply) => {
      await closeMySession(db, request.actor, request.params.id)
      return reply.code(204).send()
    })
  }

const dateOf = (text: string | null | undefined): Date | null => {
  if (!text) return null
  const date = parseDate(text)
  if (date) return date
  throw invalidField('expires_at', {
    fr: 'Une date ISO est attendue, par exemple 2027-01-31.',
    en: 'Expecting an ISO date, for example 2027-01-31.',
  })
}
