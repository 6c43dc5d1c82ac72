import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Db } from '../../db/index.ts'
import { languageOf, PAGING, Param, presentPage, readPage, readQuery, signedIn } from '../../http/index.ts'
import { findNamed } from './find-named.ts'
import { NOTIFICATION_SORTS, type Notification } from './model.ts'
import { listNotifications, readNotification } from './notifications.ts'
import { presentNotification } from './wire.notifications.v1.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}

const List = Type.Object({
  ...PAGING,
  handled: Param.flag(),
  user: Param.id('one’s own id; there is nothing of others to see'),
  sort: Param.sort(NOTIFICATION_SORTS),
})

/** What the caller should know (udata-api.md §2.13). */
export const notificationRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const present = async (request: FastifyRequest, notifications: Notification[]) => {
      const named = await findNamed(db, request.actor, notifications)
      const reader = { actor: request.actor, language: languageOf(request), baseUrl: site.baseUrl }
      return notifications.map((item) => presentNotification(item, named, reader))
    }

    app.get('/notifications/', { onRequest: signedIn, schema: { querystring: List } }, async (request) => {
      const { handled, user, sort } = readQuery(request, List)
      const page = readPage(request)
      const filter = { handled, userId: user }
      const [notifications, total] = await listNotifications(db, request.actor, filter, page, sort)
      return presentPage(request, site.baseUrl, page, total, await present(request, notifications))
    })

    app.post<{ Params: { id: string } }>('/notifications/:id/read/', { onRequest: signedIn }, async (request) => {
      const [body] = await present(request, [await readNotification(db, request.actor, request.params.id)])
      return body
    })
  }
