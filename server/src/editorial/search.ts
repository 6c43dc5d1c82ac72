import type { SearchDocument } from '../search/index.ts'
import type { Post } from './model.ts'

export const POST = 'post'

/** What of a post can be found; drafts by nobody. */
export const searchDocumentOf = (post: Post): SearchDocument => ({
  kind: POST,
  id: post.id,
  title: post.name,
  texts: { a: post.name, b: post.tags.join(' '), c: '', d: `${post.headline ?? ''} ${post.content ?? ''}` },
  facets: { tag: post.tags, kind: [post.kind] },
  audiences: post.publishedAt ? ['public'] : [],
  numbers: { published: post.publishedAt?.getTime() ?? 0 },
  popularity: 1,
  createdAt: post.createdAt,
  updatedAt: post.lastModified,
  coverage: null,
})
