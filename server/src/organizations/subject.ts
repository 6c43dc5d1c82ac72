import type { Tx } from '../db/index.ts'
import { indexDocuments } from '../search/index.ts'
import type { SubjectKind } from '../subjects/index.ts'
import type { Organization } from './model.ts'
import { searchDocumentOf } from './search.ts'
import { mergeOrganizationMetrics, selectOrganizations } from './store.ts'

/** Organizations, for those who point at them. */
export const organizationSubjects: SubjectKind = {
  class: 'Organization',
  find: async (db, ids) => (await selectOrganizations(db, ids)).map(subjectOf),
  setMetrics: (tx, id, metrics) => setOrganizationMetrics(tx, id, metrics),
}

/** Counters are sorted by: what can be found follows. */
const setOrganizationMetrics = async (tx: Tx, id: string, metrics: Record<string, unknown>): Promise<void> => {
  await mergeOrganizationMetrics(tx, id, metrics)
  await indexDocuments(tx, (await selectOrganizations(tx, [id])).map(searchDocumentOf))
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
