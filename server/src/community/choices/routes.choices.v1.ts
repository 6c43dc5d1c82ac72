import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Db } from '../../db/index.ts'
import { readBody, signedIn } from '../../http/index.ts'
import { getMyChoices, updateMyChoices } from './choices.ts'
import { KINDS, MAILS } from './model.ts'

const Mail = Type.Union(MAILS.map((choice) => Type.Literal(choice)))
const Changes = Type.Object(Object.fromEntries(KINDS.map((kind) => [kind, Type.Optional(Mail)])))

/** How the caller is mailed of each kind of news: ours, udata has none. */
export const choiceRoutes =
  ({ db }: { db: Db }) =>
  async (app: FastifyInstance) => {
    app.get('/me/notification_choices/', { onRequest: signedIn }, async (request) => getMyChoices(db, request.actor))

    app.put('/me/notification_choices/', { onRequest: signedIn, schema: { body: Changes } }, async (request) =>
      updateMyChoices(db, request.actor, readBody(request)),
    )
  }
