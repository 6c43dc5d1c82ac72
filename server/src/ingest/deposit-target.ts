import { demandPerson, type Actor } from '../lib/actor.ts'
import {
  demandAgreementOn,
  getDataset,
  getEditableCommunityResource,
  getEditableDataset,
  getResource,
  type Resource,
} from '../catalog/index.ts'
import { Unauthorized } from '../lib/errors.ts'
import type { Db } from '../db/index.ts'
import type { Place } from '../versions/index.ts'

/** Where a file goes. */
export interface Target {
  /** Id or slug; absent for a community resource that is there already. */
  dataset?: string
  /** Absent: the file is a new resource. */
  resourceId?: string
  /** Beside the dataset, whoever owns it. */
  community?: boolean
}

/** Exactly one of the two is set. */
export interface Owner {
  organizationId: string | null
  ownerId: string | null
}

export interface FoundTarget {
  place: Place
  known: Resource | undefined
  /** Whose quota the file counts in. */
  owner: Owner
}

/** Finds it, and checks that the caller may write there. Throws `Unauthorized`, `Forbidden`, `NotFound`, `Gone`. */
export const findTarget = (db: Db, actor: Actor, target: Target): Promise<FoundTarget> => find(db, actor, target, false)

/** The same for what is published as soon as it is there. Throws `SecondPersonNeeded` too. */
export const findPublicTarget = (db: Db, actor: Actor, target: Target): Promise<FoundTarget> =>
  find(db, actor, target, true)

const find = async (
  db: Db,
  actor: Actor,
  { dataset = '', resourceId, community = false }: Target,
  publishes: boolean,
): Promise<FoundTarget> => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  if (community && resourceId) {
    const known = await getEditableCommunityResource(db, actor, resourceId)
    return { known, place: { community: true, resourceId: known.id }, owner: ownerOf(known.community ?? NOBODY) }
  }
  if (community) {
    const { id } = await getDataset(db, actor, dataset)
    const owner = { organizationId: null, ownerId: demandPerson(actor).userId }
    return { known: undefined, place: { community: true, datasetId: id, ownerId: actor.userId }, owner }
  }
  const editable = await getEditableDataset(db, actor, dataset)
  // Before a byte is read; said again under the lock.
  if (publishes) await demandAgreementOn(db, actor, editable)
  const known = resourceId ? await getResource(db, editable, resourceId) : undefined
  return { known, place: { datasetId: editable.id, resourceId: known?.id ?? null }, owner: ownerOf(editable) }
}

const ownerOf = ({ organizationId, ownerId }: Owner): Owner => ({ organizationId, ownerId })
const NOBODY: Owner = { organizationId: null, ownerId: null }
