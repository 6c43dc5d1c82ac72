import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Db } from '../../db/index.ts'
import { PAGING, Param, presentPage, readBody, readPage, readQuery, signedIn } from '../../http/index.ts'
import { addComment, deleteComment, editComment, getOwnMessage } from './comments.ts'
import { deleteDiscussion, getDiscussion, getOwnDiscussion, openDiscussion, renameDiscussion } from './discussions.ts'
import { listDiscussions, listMyDiscussions, listOrganizationDiscussions } from './list-discussions.ts'
import { discussionPresenter } from './routes.presenter.ts'
import { DISCUSSION_SORTS } from './store.lists.ts'
import {
  CommentBody,
  DiscussionBody,
  EditedBody,
  newCommentOf,
  newDiscussionOf,
  TitleBody,
} from './wire.discussions.v1.ts'

interface Deps {
  db: Db
  site: { baseUrl: string }
  corsOrigins: string[]
}
type ById = { Params: { id: string } }
type ByComment = { Params: { id: string; comment: string } }

const List = Type.Object({
  ...PAGING,
  closed: Param.flag(),
  for: Param.many('ids of what is discussed'),
  org: Param.id('owner of what is discussed'),
  user: Param.id('author of a message'),
  q: Param.text(),
  sort: Param.sort(DISCUSSION_SORTS),
})
const Mine = Type.Object({ q: Param.text('a text of the title') })
const Deletion = Type.Object({ send_legal_notice: Param.text('site administrators: tells the author') })

/** What people say about datasets, reuses, dataservices, topics and posts (udata-api.md §2.8). */
export const discussionRoutes =
  ({ db, site, corsOrigins }: Deps) =>
  async (app: FastifyInstance) => {
    const present = discussionPresenter(db, site)
    const trustedHosts = () => [site.baseUrl, ...corsOrigins].map((address) => new URL(address).host)
    const legalNotice = (request: FastifyRequest) => readQuery(request, Deletion).send_legal_notice !== undefined
    const write = { onRequest: signedIn }

    app.get('/discussions/', { schema: { querystring: List } }, async (request) => {
      const { closed, for: about, org, user, q, sort } = readQuery(request, List)
      const page = readPage(request)
      const filter = { closed, about, organizationId: org, userId: user, q }
      const [talks, total] = await listDiscussions(db, request.actor, filter, page, sort)
      return presentPage(request, site.baseUrl, page, total, await present(request, talks))
    })

    app.post(
      '/discussions/',
      { ...write, schema: { body: DiscussionBody }, config: { creates: true } },
      async (request, reply) => {
        const input = newDiscussionOf(readBody<Type.Static<typeof DiscussionBody>>(request))
        const talk = await openDiscussion(db, request.actor, input, { trustedHosts: trustedHosts() })
        const [body] = await present(request, [talk])
        return reply.code(201).send(body)
      },
    )

    app.get<ById>('/discussions/:id/', async (request) => {
      const [body] = await present(request, [await getDiscussion(db, request.actor, request.params.id)])
      return body
    })

    app.post<ById>(
      '/discussions/:id/',
      { ...write, schema: { body: CommentBody }, config: { creates: true } },
      async (request) => {
        await getDiscussion(db, request.actor, request.params.id)
        const input = newCommentOf(readBody<Type.Static<typeof CommentBody>>(request))
        const [body] = await present(request, [await addComment(db, request.actor, request.params.id, input)])
        return body
      },
    )

    app.put<ById>('/discussions/:id/', { ...write, schema: { body: TitleBody } }, async (request) => {
      await getOwnDiscussion(db, request.actor, request.params.id)
      const { title } = readBody<Type.Static<typeof TitleBody>>(request)
      const [body] = await present(request, [await renameDiscussion(db, request.actor, request.params.id, title)])
      return body
    })

    app.delete<ById>('/discussions/:id/', { ...write, schema: { querystring: Deletion } }, async (request, reply) => {
      await deleteDiscussion(db, request.actor, request.params.id, { legalNotice: legalNotice(request) })
      return reply.code(204).send()
    })

    app.put<ByComment>(
      '/discussions/:id/comments/:comment/',
      { ...write, schema: { body: EditedBody } },
      async (request) => {
        const { id, comment } = request.params
        await getOwnMessage(db, request.actor, id, comment)
        const { comment: content } = readBody<Type.Static<typeof EditedBody>>(request)
        const [body] = await present(request, [await editComment(db, request.actor, id, comment, content)])
        return body
      },
    )

    app.delete<ByComment>(
      '/discussions/:id/comments/:comment/',
      { ...write, schema: { querystring: Deletion } },
      async (request, reply) => {
        const { id, comment } = request.params
        await deleteComment(db, request.actor, id, comment, { legalNotice: legalNotice(request) })
        return reply.code(204).send()
      },
    )

    app.get<{ Params: { organization: string } }>('/organizations/:organization/discussions/', async (request) =>
      present(request, await listOrganizationDiscussions(db, request.actor, request.params.organization)),
    )

    app.get('/me/org_discussions/', { ...write, schema: { querystring: Mine } }, async (request) =>
      present(request, await listMyDiscussions(db, request.actor, readQuery(request, Mine).q)),
    )
  }
