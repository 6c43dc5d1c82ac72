import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { ownIdOf } from '../lib/actor.ts'
import { invalidField, Unauthorized } from '../lib/errors.ts'
import { PAGING, Param, presentPage, readBody, readPage, readQuery, signedIn } from '../http/index.ts'
import {
  addCommunityLink,
  deleteCommunityResource,
  getCommunityResource,
  getEditableCommunityResource,
  listCommunityResources,
  updateCommunityResource,
} from './community-resources.ts'
import { datasetPresenter, type Deps } from './routes.presenter.ts'
import { CommunityResourceBody, idOf, resourceChangesOf } from './wire.resource-input.ts'

type ById = { Params: { community: string } }

const List = Type.Object({
  ...PAGING,
  sort: Param.text(),
  organization: Param.id(),
  dataset: Param.id(),
  owner: Param.id(),
})

/** Resources that people add beside the datasets of others (udata-api.md §2.2.3). Files arrive through `ingest`. */
export const communityResourceRoutes =
  ({ db, site }: Deps) =>
  async (app: FastifyInstance) => {
    const form = { errors: 'form' as const }
    const write = { onRequest: signedIn, config: form }
    const present = datasetPresenter({ db, site })

    app.get('/datasets/community_resources/', { schema: { querystring: List } }, async (request) => {
      const query = readQuery(request, List)
      const page = readPage(request)
      const filter = { datasetId: query.dataset, organizationId: query.organization, ownerId: query.owner }
      const [resources, total] = await listCommunityResources(db, filter, page, query.sort)
      return presentPage(request, site.baseUrl, page, total, await present.community(request, resources))
    })

    app.post(
      '/datasets/community_resources/',
      { onRequest: signedIn, config: { ...form, creates: true }, schema: { body: CommunityResourceBody } },
      async (request, reply) => {
        const body = readBody<CommunityResourceBody>(request)
        if (body.filetype !== 'remote') throw invalidField('filetype', USE_UPLOAD)
        const link = await addCommunityLink(db, request.actor, changesOf(body))
        const [answer] = await present.community(request, [link])
        return reply.code(201).send(answer)
      },
    )

    app.get<ById>('/datasets/community_resources/:community/', async (request) => {
      const resource = await getCommunityResource(db, request.actor, request.params.community)
      return (await present.community(request, [resource]))[0]
    })

    app.put<ById>(
      '/datasets/community_resources/:community/',
      { ...write, schema: { body: CommunityResourceBody } },
      async (request) => {
        const { id } = await getEditableCommunityResource(db, request.actor, request.params.community)
        const changes = changesOf(readBody<CommunityResourceBody>(request))
        const resource = await updateCommunityResource(db, request.actor, id, changes)
        return (await present.community(request, [resource]))[0]
      },
    )

    app.delete<ById>('/datasets/community_resources/:community/', write, async (request, reply) => {
      const { id } = await getEditableCommunityResource(db, request.actor, request.params.community)
      await deleteCommunityResource(db, request.actor, id)
      return reply.code(204).send()
    })

    app.get('/me/org_community_resources/', { onRequest: signedIn }, async (request) => {
      const { actor } = request
      if (actor.kind === 'anonymous') throw new Unauthorized()
      const organizationIds = actor.memberships.map(({ organizationId }) => organizationId)
      const title = String((request.query as { q?: unknown }).q ?? '')
      const filter = { owners: { userId: ownIdOf(actor) ?? '', organizationIds }, title }
      const [resources] = await listCommunityResources(db, filter, { page: 1, pageSize: 1_000 })
      return present.community(request, resources)
    })
  }

const changesOf = (body: CommunityResourceBody) => ({
  ...resourceChangesOf(body),
  datasetId: body.dataset === undefined ? undefined : idOf(body.dataset),
  organizationId: body.organization === undefined ? undefined : idOf(body.organization),
  ownerId: body.owner === undefined ? undefined : idOf(body.owner),
})

const USE_UPLOAD = {
  fr: 'Pour un fichier, utilisez /upload/community/. Ici, « filetype » vaut « remote ».',
  en: 'For a file use /upload/community/. Here “filetype” is “remote”.',
}
