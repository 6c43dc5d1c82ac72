import type { Actor } from '../lib/actor.ts'
import { Unauthorized } from '../lib/errors.ts'
import { newObjectId } from '../lib/ids.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { assignToCreator, ownersForCreation } from '../organizations/index.ts'
import { checkDataset } from './dataset.rules.ts'
import { slugFor } from './dataset-slugs.ts'
import type { Dataset, DatasetChanges } from './model.ts'
import { demandPublic } from './publishable.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { insertDataset } from './store.datasets.ts'
import { tell } from './tell.ts'
import { prepareDataset } from './update-dataset.ts'

/**
 * Creates a dataset, owned by the caller or by one of their organizations. `draft`: it starts private and may still
 * lack its words. Throws `Unauthorized`, `SecondPersonNeeded`, `Invalid` by field.
 */
export const createDataset = (
  db: Db,
  actor: Actor,
  input: DatasetChanges,
  options: { draft?: boolean } = {},
): Promise<Dataset> =>
  inTransaction(db, async (tx) => {
    if (actor.kind === 'anonymous') throw new Unauthorized()
    const draft = options.draft ?? false
    const dataset: Dataset = { ...emptyDataset(), ...input, ...(await ownersForCreation(tx, actor, input)) }
    dataset.private = draft || dataset.private
    await prepareDataset(tx, dataset)
    checkDataset(dataset, { draft })
    if (!dataset.private) await demandPublic(tx, actor, dataset)
    dataset.slug = await slugFor(tx, dataset)
    await insertDataset(tx, dataset)
    await assignToCreator(tx, actor, { ...dataset, class: 'Dataset' })
    const created = await refreshDataset(tx, dataset)
    await tell(tx, 'dataset:created', actor, created)
    return created
  })

const emptyDataset = (): Dataset => {
  const now = new Date()
  return {
    id: newObjectId(),
    slug: '',
    title: '',
    acronym: null,
    description: '',
    descriptionShort: null,
    license: null,
    frequency: null,
    frequencyDate: null,
    tags: [],
    private: false,
    organizationId: null,
    ownerId: null,
    temporalCoverage: null,
    spatial: null,
    extras: {},
    accessType: 'open',
    access: {},
    contactPointIds: [],
    schema: null,
    harvest: null,
    badges: [],
    featured: false,
    metrics: {},
    resourcesCount: 0,
    resourceQuality: null,
    revision: 1,
    stamp: 1,
    createdAt: now,
    lastModified: now,
    lastUpdate: now,
    archivedAt: null,
    deletedAt: null,
  }
}
