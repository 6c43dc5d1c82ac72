import { isSiteAdmin, type Actor } from '../lib/actor.ts'
import { canPublishFor } from '../organizations/index.ts'
import type { Dataset } from './model.ts'

type Owned = Pick<Dataset, 'organizationId' | 'ownerId'>

/** The owner, the members of the organization, the site's administrators (udata-api.md §8). */
export const canEditDataset = (actor: Actor, dataset: Owned): boolean => {
  if (isSiteAdmin(actor)) return true
  if (dataset.organizationId) return canPublishFor(actor, dataset.organizationId)
  return actor.kind === 'user' && actor.userId === dataset.ownerId
}

/** Everybody what is public, whoever may edit the rest. */
export const canReadDataset = (actor: Actor, dataset: Owned & Pick<Dataset, 'private' | 'deletedAt'>): boolean =>
  (!dataset.private && dataset.deletedAt === null) || canEditDataset(actor, dataset)
