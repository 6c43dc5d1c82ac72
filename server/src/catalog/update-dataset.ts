import { isSiteAdmin, type Actor } from '../lib/actor.ts'
import { Forbidden, Gone, invalidField, NotFound, Stale } from '../lib/errors.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { canPublishFor } from '../organizations/index.ts'
import { checkDataset, normalizeTags } from './dataset.rules.ts'
import { renameDataset } from './dataset-slugs.ts'
import type { Dataset, DatasetChanges } from './model.ts'
import { canEditDataset } from './policy.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { selectDataset } from './store.datasets.ts'

/**
 * Changes what is given; absent keys keep their value. `revision`: the one the caller read, when they say it.
 * Throws `NotFound`, `Gone`, `Forbidden`, `Invalid`, `Stale` (somebody wrote in between).
 */
export const updateDataset = (
  db: Db,
  actor: Actor,
  id: string,
  changes: DatasetChanges,
  options: { revision?: number } = {},
): Promise<Dataset> =>
  inTransaction(db, async (tx) => {
    const before = await selectDataset(tx, id, { forUpdate: true })
    if (!before) throw new NotFound()
    if (before.deletedAt && changes.deletedAt !== null) throw new Gone()
    if (!canEditDataset(actor, before)) throw new Forbidden()
    if (options.revision !== undefined && options.revision !== before.revision) throw new Stale()

    const after: Dataset = { ...before, ...changes, ...movedOwner(actor, before, changes), lastModified: new Date() }
    after.tags = normalizeTags(after.tags)
    checkDataset(after, { draft: after.private })
    if (after.title !== before.title) await renameDataset(tx, before, after)
    return refreshDataset(tx, after)
  })

/** Takes a dataset away from the public; it can be restored for 30 days. Throws `NotFound`, `Gone`, `Forbidden`. */
export const deleteDataset = async (db: Db, actor: Actor, id: string): Promise<void> => {
  await inTransaction(db, async (tx) => {
    const dataset = await selectDataset(tx, id, { forUpdate: true })
    if (!dataset) throw new NotFound()
    if (dataset.deletedAt) throw new Gone()
    if (!canEditDataset(actor, dataset)) throw new Forbidden()
    const now = new Date()
    await refreshDataset(tx, { ...dataset, deletedAt: now, lastModified: now })
  })
}

/**
 * Re-sent values are fine; otherwise only a personal dataset moves, into an organization of its owner. Administrators of
 * the site move anything (udata-api.md §2.1.5).
 */
const movedOwner = (
  actor: Actor,
  before: Dataset,
  changes: DatasetChanges,
): Pick<Dataset, 'organizationId' | 'ownerId'> => {
  const current = { organizationId: before.organizationId, ownerId: before.ownerId }
  const { organizationId, ownerId } = changes
  if (organizationId !== undefined && organizationId !== before.organizationId) {
    const isOwn = before.ownerId !== null || isSiteAdmin(actor)
    if (organizationId === null || !isOwn || !canPublishFor(actor, organizationId)) {
      throw invalidField('organization', USE_TRANSFER)
    }
    return { organizationId, ownerId: null }
  }
  const otherOwner =
    ownerId !== undefined && ownerId !== before.ownerId && !(ownerId === null && before.organizationId !== null)
  if (otherOwner) throw invalidField('owner', USE_TRANSFER)
  return current
}

const USE_TRANSFER = {
  fr: 'Un jeu de données ne change pas de producteur ainsi : demandez un transfert.',
  en: 'A dataset does not change hands this way: ask for a transfer.',
}
