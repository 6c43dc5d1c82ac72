import type { SubjectKind } from '../subjects/index.ts'
import { idsOfPosts, selectPosts } from './store.posts.ts'

/** Posts, for those who point at them: a draft is like a private object. */
export const postSubjects: SubjectKind = {
  class: 'Post',
  find: async (db, ids) =>
    (await selectPosts(db, ids)).map(({ id, name, slug, ownerId, publishedAt }) => ({
      class: 'Post' as const,
      id,
      title: name,
      acronym: null,
      slug,
      organizationId: null,
      ownerId,
      private: publishedAt === null,
      deletedAt: null,
    })),
  idsOf: ({ hiddenOf, ownedBy }) => idsOfPosts({ drafts: hiddenOf === 'all', ownedBy: ownedBy !== undefined }),
}
