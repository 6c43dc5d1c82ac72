import type { Actor } from '../lib/actor.ts'
import { findUsers } from '../accounts/index.ts'
import { getDataset, listResourcesOf, type Dataset, type Resource } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import type { Page } from '../http/index.ts'
import type { User } from '../accounts/index.ts'
import type { Version, VersionFindings } from './model.ts'
import { selectVersionsOfDataset } from './store.ts'
import { findVersionFindings } from './version-findings.ts'

/** One line of the story of a dataset's files. */
export interface Change {
  kind: 'added' | 'replaced' | 'restored'
  version: Version
  /** Undefined when the file was deleted since. */
  resource: Resource | undefined
  author: User | undefined
  findings: VersionFindings | null
}

/**
 * What happened to the files of a dataset, the newest first: who published, replaced or restored what, when and why.
 * A constant number of queries. Throws `NotFound`, `Gone` as reading the dataset does.
 */
export const listChanges = async (
  db: Db,
  actor: Actor,
  datasetId: string,
  page: Page,
): Promise<{ dataset: Dataset; changes: Change[]; total: number }> => {
  const dataset = await getDataset(db, actor, datasetId)
  const { versions, total } = await selectVersionsOfDataset(db, dataset.id, page)
  const [resources, users, findings] = await Promise.all([
    listResourcesOf(db, [dataset.id]),
    findUsers(db, [...new Set(versions.flatMap(({ authorId }) => authorId ?? []))]),
    findVersionFindings(db, versions),
  ])
  const byId = new Map((resources.get(dataset.id) ?? []).map((resource) => [resource.id, resource]))
  const changes = versions.map((version) => ({
    ...{ kind: kindOf(version), version, resource: byId.get(version.resourceId) },
    author: version.authorId ? users.get(version.authorId) : undefined,
    findings: findings.get(version.sha256) ?? null,
  }))
  return { dataset, changes, total }
}

const kindOf = ({ number, restoredFrom }: Version): Change['kind'] => {
  if (restoredFrom !== null) return 'restored'
  return number === 1 ? 'added' : 'replaced'
}
