import { isSiteAdmin, type Actor } from '../lib/actor.ts'
import { Forbidden, Gone, invalidField, invalidFields, Invalid, NotFound, Stale } from '../lib/errors.ts'
import { inTransaction, type Db, type Tx } from '../db/index.ts'
import { dropAssignments, findOrganizations, ownersAfterChange } from '../organizations/index.ts'
import { changedFields } from './changed-fields.rules.ts'
import { extrasProblems, ourExtras } from './custom-extras.rules.ts'
import { checkDataset, normalizeTags } from './dataset.rules.ts'
import { renameDataset } from './dataset-slugs.ts'
import { DATASET_BADGES, type Dataset, type DatasetChanges } from './model.ts'
import { canEditDataset } from './policy.ts'
import { demandPublic } from './publishable.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { selectContactPoints } from './store.contact-points.ts'
import { selectDataset } from './store.datasets.ts'
import { tell } from './tell.ts'

/**
 * Changes what is given; absent keys keep their value. `revision`: the one the caller read, when they say it.
 * Throws `NotFound`, `Gone`, `Forbidden`, `SecondPersonNeeded`, `Invalid`, `Stale` (somebody wrote in between).
 */
export const updateDataset = (
  db: Db,
  actor: Actor,
  id: string,
  changes: DatasetChanges,
  options: { revision?: number } = {},
): Promise<Dataset> =>
  inTransaction(db, async (tx) => {
    const before = await lock(tx, id)
    requireChangeable(actor, before, changes)
    if (options.revision !== undefined && options.revision !== before.revision) throw new Stale()
    const after = await changedDataset(tx, actor, before, changes)
    if (after.title !== before.title) await renameDataset(tx, before, after)
    if (after.organizationId !== before.organizationId) await dropAssignments(tx, id)
    const changed = changedFields(before, after)
    // A restoration is told by no field, and counts.
    if (before.deletedAt && !after.deletedAt) changed.push('deleted')
    const dataset = await refreshDataset(tx, after)
    if (changed.length > 0) await tell(tx, 'dataset:updated', actor, dataset, { changes: changed })
    return dataset
  })

/** What `updateDataset` would make of a dataset, with nothing written. Throws what it would throw. */
export const previewUpdate = (db: Db, actor: Actor, before: Dataset, changes: DatasetChanges): Promise<Dataset> =>
  inTransaction(db, async (tx) => {
    requireChangeable(actor, before, changes)
    return changedDataset(tx, actor, before, changes)
  })

const requireChangeable = (actor: Actor, before: Dataset, changes: DatasetChanges): void => {
  if (before.deletedAt && changes.deletedAt !== null) throw new Gone()
  if (!canEditDataset(actor, before)) throw new Forbidden()
}

const changedDataset = async (tx: Tx, actor: Actor, before: Dataset, changes: DatasetChanges): Promise<Dataset> => {
  const owners = await ownersAfterChange(tx, actor, before, changes, { intoOrganization: true })
  const access = { ...before.access, ...changes.access }
  const after: Dataset = { ...before, ...changes, ...owners, access, lastModified: new Date() }
  if (changes.extras) after.extras = { ...ourExtras(before.extras), ...changes.extras }
  await prepareDataset(tx, after)
  checkDataset(after, { draft: after.private })
  if (appears(before, after)) await demandPublic(tx, actor, after)
  return after
}

/** Whether everybody will read it as this producer's, who couldn't before. */
const appears = (before: Dataset, after: Dataset): boolean =>
  !after.private && (before.private || before.organizationId !== after.organizationId)

/** What follows from the words before they are checked: tags as slugs, no licence on what isn't open, contacts that are its producer's. */
export const prepareDataset = async (tx: Tx, dataset: Dataset): Promise<void> => {
  dataset.tags = normalizeTags(dataset.tags)
  if (dataset.accessType !== 'open') dataset.license = null
  await checkExtras(tx, dataset)
  dataset.contactPointIds = [...new Set(dataset.contactPointIds)]
  if (dataset.contactPointIds.length === 0) return
  const theirs = (await selectContactPoints(tx, dataset.contactPointIds)).filter(
    ({ organizationId, ownerId }) => organizationId === dataset.organizationId && ownerId === dataset.ownerId,
  )
  if (theirs.length < dataset.contactPointIds.length) throw invalidField('contact_points', NOT_THEIR_CONTACT)
}

const checkExtras = async (tx: Tx, { extras, organizationId }: Dataset): Promise<void> => {
  const organization = organizationId ? (await findOrganizations(tx, [organizationId])).get(organizationId) : undefined
  const problems = extrasProblems(extras, organization?.extras.custom)
  if (Object.keys(problems).length > 0) throw invalidFields(problems)
}

/** Takes a dataset away from the public; it can be restored for 30 days. Throws `NotFound`, `Gone`, `Forbidden`. */
export const deleteDataset = (db: Db, actor: Actor, id: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const dataset = await lock(tx, id)
    if (dataset.deletedAt) throw new Gone()
    if (!canEditDataset(actor, dataset)) throw new Forbidden()
    const now = new Date()
    await tell(
      tx,
      'dataset:deleted',
      actor,
      await refreshDataset(tx, { ...dataset, deletedAt: now, lastModified: now }),
    )
  })

/** Puts a dataset forward, or no longer. For site administrators. Throws `Forbidden`, `NotFound`. */
export const featureDataset = (db: Db, actor: Actor, id: string, featured: boolean): Promise<Dataset> =>
  inTransaction(db, async (tx) => {
    if (!isSiteAdmin(actor)) throw new Forbidden()
    return refreshDataset(tx, { ...(await lock(tx, id)), featured })
  })

/** Puts a badge first; answers whether it wasn't there. For site administrators. Throws `Forbidden`, `NotFound`, `Invalid`. */
export const addDatasetBadge = (db: Db, actor: Actor, id: string, kind: string): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    if (!isSiteAdmin(actor)) throw new Forbidden()
    if (!DATASET_BADGES.some((badge) => badge === kind)) throw new Invalid(UNKNOWN_BADGE, { kind: [UNKNOWN_BADGE] })
    const dataset = await lock(tx, id)
    if (dataset.badges.includes(kind)) return false
    await refreshDataset(tx, { ...dataset, badges: [kind, ...dataset.badges] })
    return true
  })

/** Takes a badge away. For site administrators. Throws `Forbidden`, `NotFound`. */
export const removeDatasetBadge = (db: Db, actor: Actor, id: string, kind: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    if (!isSiteAdmin(actor)) throw new Forbidden()
    const dataset = await lock(tx, id)
    if (!dataset.badges.includes(kind)) throw new NotFound()
    await refreshDataset(tx, { ...dataset, badges: dataset.badges.filter((badge) => badge !== kind) })
  })

const lock = async (tx: Tx, id: string): Promise<Dataset> => {
  const dataset = await selectDataset(tx, id, { forUpdate: true })
  if (!dataset) throw new NotFound()
  return dataset
}

const UNKNOWN_BADGE = { fr: 'Ce badge n’existe pas.', en: 'Unknown badge kind.' }
const NOT_THEIR_CONTACT = {
  fr: 'Un point de contact n’existe pas, ou n’est pas du même producteur.',
  en: 'A contact point does not exist, or belongs to another producer.',
}
