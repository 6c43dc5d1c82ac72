import type { FastifyInstance } from 'fastify'
import { presentApiKey, presentUserRef } from '../accounts/wire.v1.ts'
import type { Db } from '../db/index.ts'
import { signedIn } from '../http/index.ts'
import { listOrganizationKeys, revokeOrganizationKey } from './keys.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
}

/** Keys that work for one organization, for its administrators: ours, udata has none. */
export const organizationKeyRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    app.get<{ Params: { organization: string } }>(
      '/organizations/:organization/api_tokens/',
      { onRequest: signedIn },
      async (request) =>
        (await listOrganizationKeys(db, request.actor, request.params.organization)).map(({ key, owner }) => ({
          ...presentApiKey(key),
          owner: owner ? presentUserRef(owner, site.baseUrl) : null,
        })),
    )

    app.delete<{ Params: { organization: string; id: string } }>(
      '/organizations/:organization/api_tokens/:id/',
      { onRequest: signedIn },
      async (request, reply) => {
        await revokeOrganizationKey(db, request.actor, request.params.organization, request.params.id)
        return reply.code(204).send()
      },
    )
  }
