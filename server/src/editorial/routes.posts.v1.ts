import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { findUsers } from '../accounts/index.ts'
import { canReadDataset, findDatasets } from '../catalog/index.ts'
import { datasetPresenter } from '../catalog/routes.presenter.ts'
import type { Db } from '../db/index.ts'
import {
  acceptForms,
  PAGING,
  Param,
  presentPage,
  readBody,
  readPage,
  readQuery,
  sendFeed,
  siteAdminOnly,
} from '../http/index.ts'
import { ILLUSTRATION, imageUrl, readImageUpload, storeImage } from '../images/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { findSubjects } from '../subjects/index.ts'
import { POST_KINDS, type Post } from './model.ts'
import { createPost, deletePost, getPost, listPosts, publishPost, setPostImage, updatePost } from './posts.ts'
import { referencesOf } from './references.rules.ts'
import { POST_SORTS } from './store.posts.ts'
import { PostBody, postInputOf } from './wire.input.ts'
import { presentPost } from './wire.v1.ts'

export interface Deps {
  db: Db
  blobs: BlobStore
  site: { baseUrl: string }
}
type ById = { Params: { post: string } }

const List = Type.Object({
  ...PAGING,
  q: Param.text(),
  kind: Param.choice(POST_KINDS),
  with_drafts: Param.text('any text means yes, for site administrators'),
  sort: Param.sort(POST_SORTS),
})
const FEED_SIZE = 15

/** News and pages (udata-api.md §2.9). */
export const postRoutes =
  ({ db, blobs, site }: Deps) =>
  async (app: FastifyInstance) => {
    const admin = { onRequest: siteAdminOnly }
    const present = postPresenter({ db, site })
    const find = (request: FastifyRequest<ById>) => getPost(db, request.actor, request.params.post)
    const send = async (request: FastifyRequest, reply: FastifyReply, post: Post) =>
      reply.send((await present(request, [post], true))[0])

    app.get('/posts/', { schema: { querystring: List } }, async (request) => {
      const { q, kind, with_drafts: drafts, sort } = readQuery(request, List)
      const page = readPage(request)
      const query = { q, kind, drafts: drafts !== undefined, sort }
      const [posts, total] = await listPosts(db, request.actor, query, page)
      return presentPage(request, site.baseUrl, page, total, await present(request, posts, false))
    })

    app.post('/posts/', { ...admin, schema: { body: PostBody } }, async (request, reply) => {
      const input = postInputOf(readBody<PostBody>(request))
      return send(request, reply.code(201), await createPost(db, request.actor, input))
    })

    app.get('/posts/recent.atom', async (request, reply) => {
      const query = { kind: 'news', drafts: false }
      const [posts] = await listPosts(db, request.actor, query, { page: 1, pageSize: FEED_SIZE })
      const entries = posts.map((post) => entryOf(post, site.baseUrl))
      return sendFeed(request, reply, { title: 'Actualités', baseUrl: site.baseUrl, entries })
    })

    app.get<ById>('/posts/:post/', async (request, reply) => send(request, reply, await find(request)))

    app.put<ById>('/posts/:post/', { ...admin, schema: { body: PostBody } }, async (request, reply) => {
      const { id } = await find(request)
      const input = postInputOf(readBody<PostBody>(request))
      return send(request, reply, await updatePost(db, request.actor, id, input))
    })

    app.delete<ById>('/posts/:post/', admin, async (request, reply) => {
      await deletePost(db, request.actor, (await find(request)).id)
      return reply.code(204).send()
    })

    app.post<ById>('/posts/:post/publish/', admin, async (request, reply) =>
      send(request, reply, await publishPost(db, request.actor, (await find(request)).id, true)),
    )

    app.delete<ById>('/posts/:post/publish/', admin, async (request, reply) =>
      send(request, reply, await publishPost(db, request.actor, (await find(request)).id, false)),
    )

    await app.register(async (scope) => {
      await acceptForms(scope)
      const upload = { ...admin, config: { errors: 'upload' as const } }
      const receive = async (request: FastifyRequest<ById>) => {
        const post = await find(request)
        const again = request.method === 'PUT' ? { db, blobs, image: post.image } : undefined
        const { bytes, bbox } = await readImageUpload(request, again)
        const image = await storeImage({ db, blobs }, bytes, { ...ILLUSTRATION, bbox })
        await setPostImage(db, request.actor, post.id, image)
        return { success: true, image: imageUrl(image, site.baseUrl) }
      }
      scope.post<ById>('/posts/:post/image/', upload, receive)
      scope.put<ById>('/posts/:post/image/', upload, receive)
    })
  }

/** Posts with what they point at: a constant number of queries. */
export const postPresenter = ({ db, site }: Pick<Deps, 'db' | 'site'>) => {
  const datasetsAs = datasetPresenter({ db, site })
  return async (request: FastifyRequest, posts: Post[], withBlocs: boolean) => {
    const owners = await findUsers(
      db,
      posts.flatMap(({ ownerId }) => ownerId ?? []),
    )
    const subjects = await findSubjects(db, [
      ...posts.flatMap(({ reuseIds }) => reuseIds.map((id) => ({ class: 'Reuse' as const, id }))),
      ...posts.flatMap(({ blocs }) => referencesOf(blocs)),
    ])
    const found = await findDatasets(db, [...new Set(posts.flatMap(({ datasetIds }) => datasetIds))])
    const readable = found.filter((dataset) => canReadDataset(request.actor, dataset))
    const presented = await datasetsAs.v1(request, readable)
    const byId = new Map(presented.map((dataset) => [dataset.id, dataset]))
    return posts.map((post) => {
      const datasets = post.datasetIds.flatMap((id) => byId.get(id) ?? [])
      const context = { owner: owners.get(post.ownerId ?? ''), datasets, subjects }
      return presentPost(post, context, site.baseUrl, withBlocs)
    })
  }
}

const entryOf = (post: Post, baseUrl: string) => ({
  id: `${baseUrl}/posts/${post.id}`,
  link: `${baseUrl}/posts/${post.slug}`,
  title: post.name,
  text: post.headline ?? post.content ?? '',
  author: null,
  publishedAt: post.publishedAt ?? post.createdAt,
  updatedAt: post.lastModified,
})
