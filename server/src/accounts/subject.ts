import type { SubjectKind } from '../subjects/index.ts'
import { fullNameOf, type User } from './model.ts'
import { mergeUserMetrics, selectUsers } from './store.ts'

/** People, for those who point at them. */
export const userSubjects: SubjectKind = {
  class: 'User',
  find: async (db, ids) => (await selectUsers(db, ids)).map(subjectOf),
  setMetrics: mergeUserMetrics,
}

const subjectOf = (user: User) => ({
  class: 'User' as const,
  id: user.id,
  title: fullNameOf(user),
  acronym: null,
  slug: user.slug,
  organizationId: null,
  ownerId: user.id,
  private: false,
  deletedAt: user.deletedAt,
})
