import type { Actor } from '../lib/actor.ts'
import { invalidField, Unauthorized } from '../lib/errors.ts'
import { newObjectId } from '../lib/ids.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { canPublishFor, findOrganizations } from '../organizations/index.ts'
import { checkDataset, normalizeTags } from './dataset.rules.ts'
import { slugFor } from './dataset-slugs.ts'
import type { Dataset, DatasetChanges } from './model.ts'
import { refreshDataset } from './refresh-dataset.ts'
import { insertDataset } from './store.datasets.ts'

/**
 * Creates a dataset, owned by the caller or by one of their organizations. `draft`: it starts private and may still
 * lack its words. Throws `Unauthorized`, `Invalid` by field.
 */
export const createDataset = async (
  db: Db,
  actor: Actor,
  input: DatasetChanges,
  options: { draft?: boolean } = {},
): Promise<Dataset> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  const draft = options.draft ?? false
  const dataset = { ...emptyDataset(), ...input, ...(await ownersOf(db, actor, input)) } as Dataset
  dataset.private = draft || dataset.private
  dataset.tags = normalizeTags(dataset.tags)
  checkDataset(dataset, { draft })
  return inTransaction(db, async (tx) => {
    dataset.slug = await slugFor(tx, dataset)
    await insertDataset(tx, dataset)
    return refreshDataset(tx, dataset)
  })
}

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
    revision: 1,
    createdAt: now,
    lastModified: now,
    lastUpdate: now,
    archivedAt: null,
    deletedAt: null,
  }
}

/** The organization wins over the owner; one must belong to it, and may only name oneself as owner. */
const ownersOf = async (db: Db, actor: Actor & { kind: 'user' }, input: DatasetChanges) => {
  if (input.organizationId) {
    const organization = (await findOrganizations(db, [input.organizationId])).get(input.organizationId)
    if (!organization || organization.deletedAt)
      throw invalidField('organization', { fr: 'Cette organisation n’existe pas.', en: 'Unknown organization.' })
    if (!canPublishFor(actor, organization.id)) throw invalidField('organization', NOT_A_MEMBER)
    return { organizationId: organization.id, ownerId: null }
  }
  if (input.ownerId && input.ownerId !== actor.userId && !actor.siteAdmin) {
    throw invalidField('owner', { fr: 'Vous ne pouvez désigner que vous-même.', en: 'You can only name yourself.' })
  }
  return { organizationId: null, ownerId: input.ownerId ?? actor.userId }
}

const NOT_A_MEMBER = {
  fr: 'Vous n’êtes pas membre de cette organisation.',
  en: 'You are not a member of this organization.',
}
