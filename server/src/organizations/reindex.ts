import type { Db } from '../db/index.ts'
import { indexDocuments, removeOtherDocuments } from '../search/index.ts'
import { ORGANIZATION, searchDocumentOf } from './search.ts'
import { selectAllOrganizations } from './store.ts'

/** Makes the index of organizations again. May run at any time: what is written meanwhile stays. */
export const reindexOrganizations = async (db: Db): Promise<number> => {
  const startedAt = new Date()
  const organizations = await selectAllOrganizations(db)
  await indexDocuments(db, organizations.map(searchDocumentOf))
  await removeOtherDocuments(
    db,
    ORGANIZATION,
    organizations.map(({ id }) => id),
    startedAt,
  )
  return organizations.length
}
