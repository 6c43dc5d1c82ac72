import type { FastifyInstance } from 'fastify'
import { countKeysOf, getManagedUser, listUsers, stopSecondFactorOf, visitorOf, type User } from '../accounts/index.ts'
import type { Db } from '../db/index.ts'
import { presentPage, readPage, readQuery, siteAdminOnly } from '../http/index.ts'
import type { Actor } from '../lib/actor.ts'
import { listOrganizationsOfUsers } from '../organizations/index.ts'
import { AccountList, presentAccount } from './wire.accounts.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}
type ById = { Params: { user: string } }

/** Accounts as an administrator needs to see them; what changes them is udata's (`/users/`), but for second factors. */
export const accountAdministrationRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const admin = { onRequest: siteAdminOnly }

    app.get('/administration/users/', { ...admin, schema: { querystring: AccountList } }, async (request) => {
      const { q = '', only } = readQuery(request, AccountList)
      const page = readPage(request)
      const words = q.split(/\s+/).filter(Boolean).slice(0, 16)
      const query = { words, only, sort: 'last_name' as const, descending: false }
      const [users, total] = await listUsers(db, request.actor, query, page)
      return presentPage(request, site.baseUrl, page, total, await present(db, request.actor, users))
    })

    app.get<ById>('/administration/users/:user/', admin, async (request) => {
      const user = await getManagedUser(db, request.actor, request.params.user)
      const [shown] = await present(db, request.actor, [user])
      return shown
    })

    app.post<ById>('/administration/users/:user/stop_two_factor/', admin, async (request, reply) => {
      const post = { baseUrl: site.baseUrl, lang: visitorOf(request).lang }
      await stopSecondFactorOf(db, request.actor, request.params.user, post)
      return reply.code(204).send()
    })
  }

/** Three queries whatever the number of people. */
const present = async (db: Db, actor: Actor, users: User[]) => {
  const ids = users.map(({ id }) => id)
  const [keys, organizations] = [await countKeysOf(db, actor, ids), await listOrganizationsOfUsers(db, ids)]
  return users.map((user) => presentAccount(user, keys.get(user.id) ?? 0, organizations.get(user.id) ?? []))
}
