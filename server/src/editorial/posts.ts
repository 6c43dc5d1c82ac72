import { isSiteAdmin, type Actor } from '../lib/actor.ts'
import { type FieldErrors, Forbidden, invalidFields, Moved, NotFound, Unauthorized } from '../lib/errors.ts'
import { newObjectId } from '../lib/ids.ts'
import { slugOf } from '../lib/slugs.ts'
import { isWebAddress } from '../lib/urls.ts'
import { findDatasets } from '../catalog/index.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import { publish } from '../events/index.ts'
import type { Page } from '../http/index.ts'
import { indexDocument, removeDocument } from '../search/index.ts'
import { findRenamed, findSubjects, freeSlug, recordSlugChange, releaseSlugs } from '../subjects/index.ts'
import type { Post, PostInput } from './model.ts'
import { referencesOf } from './references.rules.ts'
import { POST, searchDocumentOf } from './search.ts'
import {
  deletePostRow,
  insertPost,
  lockPost,
  postSlugIsTaken,
  selectPost,
  selectPostPage,
  updatePostRow,
} from './store.posts.ts'

/** Writes a draft. For site administrators. Throws `Unauthorized`, `Forbidden`, `Invalid` by field. */
export const createPost = (db: Db, actor: Actor, input: PostInput): Promise<Post> =>
  inTransaction(db, async (tx) => {
    const ownerId = editorOf(actor)
    const post = { ...emptyPost(), ...input, ownerId }
    await checkPost(tx, post)
    post.slug = await slugFor(tx, post)
    await insertPost(tx, post)
    await indexDocument(tx, searchDocumentOf(post))
    return post
  })

/** Changes what is given. For site administrators. Throws as above, `NotFound`. */
export const updatePost = (db: Db, actor: Actor, id: string, input: PostInput): Promise<Post> =>
  changePost(db, actor, id, async (tx, before) => {
    const after = { ...before, ...input }
    await checkPost(tx, after)
    return after
  })

/** Shows it to everybody, or no longer. */
export const publishPost = (db: Db, actor: Actor, id: string, published: boolean): Promise<Post> =>
  changePost(db, actor, id, async (_tx, post) => ({ ...post, publishedAt: published ? new Date() : null }))

/** Gives it a picture: what `images` answered. */
export const setPostImage = (db: Db, actor: Actor, id: string, image: Post['image']): Promise<Post> =>
  changePost(db, actor, id, async (_tx, post) => ({ ...post, image }))

/** Removes it for good. For site administrators. Throws `NotFound`. */
export const deletePost = (db: Db, actor: Actor, id: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    editorOf(actor)
    const post = await lockPost(tx, id)
    if (!post) throw new NotFound()
    await deletePostRow(tx, id)
    await removeDocument(tx, POST, id)
    await releaseSlugs(tx, 'Post', id)
    await tell(tx, 'post:deleted', actor, post)
  })

/** A post by id or slug; a draft is for site administrators. Throws `NotFound`, `Moved`. */
export const getPost = async (db: Db, actor: Actor, idOrSlug: string): Promise<Post> => {
  const post = (await selectPost(db, idOrSlug)) ?? (await findMoved(db, idOrSlug))
  if (!post || (!post.publishedAt && !isSiteAdmin(actor))) throw new NotFound()
  if (idOrSlug !== post.slug && idOrSlug !== post.id) throw new Moved(idOrSlug, post.slug)
  return post
}

/** A page of posts, the last published first. Drafts are for site administrators who ask for them. */
export const listPosts = (
  db: Db,
  actor: Actor,
  query: { q?: string; kind?: string; drafts: boolean; sort?: string },
  page: Page,
): Promise<[Post[], number]> =>
  selectPostPage(db, { ...query, drafts: query.drafts && isSiteAdmin(actor) }, query.sort ?? '-published', page)

const changePost = (db: Db, actor: Actor, id: string, change: (tx: Tx, before: Post) => Promise<Post>): Promise<Post> =>
  inTransaction(db, async (tx) => {
    editorOf(actor)
    const before = await lockPost(tx, id)
    if (!before) throw new NotFound()
    const after = { ...(await change(tx, before)), lastModified: new Date() }
    if (after.name !== before.name) {
      after.slug = await slugFor(tx, after)
      await recordSlugChange(tx, 'Post', id, { from: before.slug, to: after.slug })
    }
    await updatePostRow(tx, after)
    await indexDocument(tx, searchDocumentOf(after))
    const shown = Boolean(before.publishedAt) === Boolean(after.publishedAt) ? [] : ['published']
    await tell(tx, 'post:updated', actor, after, shown)
    return after
  })

const editorOf = (actor: Actor): string => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  if (!actor.siteAdmin) throw new Forbidden()
  return actor.userId
}

const checkPost = async (tx: Tx, post: Post): Promise<void> => {
  const fields: FieldErrors = {}
  if (post.name.trim() === '') fields.name = [REQUIRED]
  if (post.name.length > 255) fields.name = [TOO_LONG]
  if (post.bodyType !== 'blocs' && !post.content?.trim()) fields.content = [REQUIRED]
  for (const [name, url] of [
    ['image_url', post.imageUrl],
    ['credit_url', post.creditUrl],
  ] as const)
    if (url && !isWebAddress(url)) fields[name] = [BAD_URL]
  if ((await findDatasets(tx, post.datasetIds)).length < post.datasetIds.length) fields.datasets = [UNKNOWN]
  const reuses = await findSubjects(
    tx,
    post.reuseIds.map((id) => ({ class: 'Reuse' as const, id })),
  )
  if (reuses.size < new Set(post.reuseIds).size) fields.reuses = [UNKNOWN]
  const shown = referencesOf(post.blocs)
  if ((await findSubjects(tx, shown)).size < new Set(shown.map((ref) => `${ref.class}:${ref.id}`)).size)
    fields.blocs = [UNKNOWN]
  if (Object.keys(fields).length > 0) throw invalidFields(fields)
}

const tell = (tx: Tx, type: string, actor: Actor, { id }: Post, changes: string[] = []): Promise<void> =>
  publish(tx, {
    type,
    actorId: actor.kind === 'user' ? actor.userId : null,
    subject: { class: 'Post', id },
    organizationId: null,
    changes,
  })

const slugFor = (tx: Tx, { name, id }: Post): Promise<string> =>
  freeSlug(tx, 'Post', name, { fallback: 'article', isTaken: (slug) => postSlugIsTaken(tx, slug, id) })

const findMoved = async (db: Db, idOrSlug: string): Promise<Post | undefined> => {
  const slug = slugOf(idOrSlug)
  return selectPost(db, (await findRenamed(db, 'Post', slug)) ?? slug)
}

const emptyPost = (): Post => {
  const now = new Date()
  return {
    id: newObjectId(),
    slug: '',
    name: '',
    kind: 'news',
    bodyType: 'markdown',
    headline: null,
    content: null,
    blocs: [],
    tags: [],
    datasetIds: [],
    reuseIds: [],
    image: null,
    imageUrl: null,
    creditTo: null,
    creditUrl: null,
    ownerId: null,
    createdAt: now,
    lastModified: now,
    publishedAt: null,
  }
}

const REQUIRED = { fr: 'Ce champ est obligatoire.', en: 'This field is required.' }
const TOO_LONG = { fr: '255 caractères au plus.', en: 'At most 255 characters.' }
const BAD_URL = { fr: 'Cette adresse web n’est pas valide.', en: 'Invalid URL.' }
const UNKNOWN = { fr: 'Un des objets cités n’existe pas.', en: 'An object that is named does not exist.' }
