import type { Actor } from '../lib/actor.ts'
import { canEditOwned, canSeeHidden, type Owned } from '../organizations/index.ts'
import type { Dataset, Resource } from './model.ts'

/** The owner, the editors of the organization, the site's administrators (udata-api.md §8). */
export const canEditDataset = (actor: Actor, dataset: Owned): boolean => canEditOwned(actor, dataset)

/** Everybody what is public; the owner and every member of the organization the rest. */
export const canReadDataset = (actor: Actor, dataset: Owned & Pick<Dataset, 'private' | 'deletedAt'>): boolean =>
  (!dataset.private && dataset.deletedAt === null) || canSeeHidden(actor, dataset)

/** A community resource is its own owner's, never the dataset's. */
export const canEditCommunityResource = (actor: Actor, { id, community }: Resource): boolean =>
  community !== null && canEditOwned(actor, { id, ...community })
