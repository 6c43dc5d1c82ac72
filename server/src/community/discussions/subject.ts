import type { Db } from '../../db/index.ts'
import { findSubjects, type Subject, type SubjectKind } from '../../subjects/index.ts'
import type { Discussion } from './model.ts'
import { selectDiscussions } from './store.discussions.ts'

/** Discussions, for those who point at them: seen by whoever sees what they are about. */
export const discussionSubjects: SubjectKind = {
  class: 'Discussion',
  find: async (db: Db, ids: string[]) => {
    const discussions = await selectDiscussions(db, ids)
    const subjects = await findSubjects(
      db,
      discussions.map(({ subject }) => subject),
    )
    return discussions.flatMap((discussion) => {
      const subject = subjects.get(`${discussion.subject.class}:${discussion.subject.id}`)
      return subject ? [subjectOf(discussion, subject)] : []
    })
  },
}

const subjectOf = ({ id, title }: Discussion, about: Subject): Subject => ({
  class: 'Discussion',
  id,
  title,
  acronym: null,
  slug: null,
  organizationId: about.organizationId,
  ownerId: about.ownerId,
  private: about.private,
  deletedAt: about.deletedAt,
})
