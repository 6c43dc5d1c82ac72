import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../db/index.ts'
import { signedIn, siteAdminOnly } from '../http/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { deleteListing, featureListing } from './change-listing.ts'
import type { ListingKind } from './kind.ts'
import { getEditableListing, getListing } from './listings.ts'
import type { Listing } from './model.ts'

export interface Deps {
  db: Db
  blobs: BlobStore
  site: { baseUrl: string }
}
export type ById = { Params: { id: string } }

/** What every class answers in the same way at its own path: reading, deleting, putting forward. */
export const commonRoutes = <F>(
  app: FastifyInstance,
  { db }: Pick<Deps, 'db'>,
  path: string,
  kind: ListingKind<F>,
  present: (request: FastifyRequest, listing: Listing<F>) => Promise<object | undefined>,
  remove = (request: FastifyRequest, id: string) => deleteListing(db, request.actor, kind, id),
) => {
  const send = async (request: FastifyRequest, reply: FastifyReply, listing: Listing<F>) =>
    reply.send(await present(request, listing))
  const find = (request: FastifyRequest<ById>) => getListing(db, request.actor, kind, request.params.id)
  const admin = { onRequest: siteAdminOnly }

  app.get<ById>(`${path}:id/`, async (request, reply) => send(request, reply, await find(request)))

  app.delete<ById>(`${path}:id/`, { onRequest: signedIn }, async (request, reply) => {
    const { id } = await getEditableListing(db, request.actor, kind, request.params.id)
    await remove(request, id)
    return reply.code(204).send()
  })

  app.post<ById>(`${path}:id/featured/`, admin, async (request, reply) =>
    send(request, reply, await featureListing(db, request.actor, kind, (await find(request)).id, true)),
  )

  app.delete<ById>(`${path}:id/featured/`, admin, async (request, reply) =>
    send(request, reply, await featureListing(db, request.actor, kind, (await find(request)).id, false)),
  )
}
