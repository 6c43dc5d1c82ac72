import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type, { type Static } from 'typebox'
import type { Db } from '../db/index.ts'
import { Param, readBody, readQuery, signedIn } from '../http/index.ts'
import type { SavedView } from './model.ts'
import { createSavedView, deleteSavedView, listSavedViews, updateSavedView } from './saved-views.ts'
import { presentView, SavedViewBody, SavedViewChanges } from './wire.saved-views.ts'

type ById = { Params: { view: string } }
const Query = Type.Object({ organization: Param.text('Whose list; without it, one’s own.') })

/** Filters that people keep under a name. */
export const savedViewRoutes =
  ({ db }: { db: Db }) =>
  async (app: FastifyInstance) => {
    const write = { onRequest: signedIn, config: { errors: 'form' as const } }
    const present = (request: FastifyRequest, view: SavedView) =>
      presentView(view, request.actor.kind === 'user' ? request.actor.userId : '')

    app.get('/me/saved-views/', { onRequest: signedIn, schema: { querystring: Query } }, async (request) => {
      const { organization = null } = readQuery(request, Query)
      const views = await listSavedViews(db, request.actor, organization)
      return views.map((view) => present(request, view))
    })

    const creates = { onRequest: signedIn, config: { errors: 'form' as const, creates: true } }
    app.post('/me/saved-views/', { ...creates, schema: { body: SavedViewBody } }, async (request, reply) => {
      const { organization = null, shared = false, ...words } = readBody<Static<typeof SavedViewBody>>(request)
      const view = await createSavedView(db, request.actor, { ...words, shared, organization })
      return reply.code(201).send(present(request, view))
    })

    const changes = { ...write, schema: { body: SavedViewChanges } }
    app.put<ById>('/me/saved-views/:view/', changes, async (request) => {
      const { name, query, shared } = readBody<Static<typeof SavedViewChanges>>(request)
      const given = {
        ...(name !== undefined && { name }),
        ...(query !== undefined && { query }),
        ...(shared !== undefined && { shared }),
      }
      return present(request, await updateSavedView(db, request.actor, request.params.view, given))
    })

    app.delete<ById>('/me/saved-views/:view/', write, async (request, reply) => {
      await deleteSavedView(db, request.actor, request.params.view)
      return reply.code(204).send()
    })
  }
