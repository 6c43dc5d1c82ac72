import type { SubjectKind } from '../subjects/index.ts'
import type { Organization } from './model.ts'
import { mergeOrganizationMetrics, selectOrganizations } from './store.ts'

/** Organizations, for those who point at them. */
export const organizationSubjects: SubjectKind = {
  class: 'Organization',
  find: async (db, ids) => (await selectOrganizations(db, ids)).map(subjectOf),
  setMetrics: mergeOrganizationMetrics,
}

const subjectOf = ({ id, name, acronym, slug, deletedAt }: Organization) => ({
  class: 'Organization' as const,
  id,
  title: name,
  acronym,
  slug,
  organizationId: id,
  ownerId: null,
  private: false,
  deletedAt,
})
