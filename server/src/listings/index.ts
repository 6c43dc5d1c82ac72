import type { Db, Tx } from '../db/index.ts'
import type { Reaction } from '../events/index.ts'
import { DATASERVICE, dataserviceSubjects } from './dataservices/dataservice.ts'
import { REUSE, reuseSubjects } from './reuses/reuse.ts'
import { purgeListings } from './remove-listing.ts'
import { reindexKind, reindexKindOf } from './reindex.ts'
import { countShown } from './store.ts'
import { forgetObject } from './topics/store.elements.ts'
import { TOPIC, topicSubjects } from './topics/topic.ts'

/** What people describe around the datasets: reuses, dataservices, topics. */
export const listingSubjects = [reuseSubjects, dataserviceSubjects, topicSubjects]

/** How many of each everybody sees. */
export const countListings = async (db: Db): Promise<{ reuses: number; dataservices: number; topics: number }> => ({
  reuses: await countShown(db, 'Reuse'),
  dataservices: await countShown(db, 'Dataservice'),
  topics: await countShown(db, 'Topic'),
})

/** Makes their indexes again. May run at any time. */
export const reindexListings = async (db: Db): Promise<number> =>
  (await reindexKind(db, REUSE)) + (await reindexKind(db, DATASERVICE)) + (await reindexKind(db, TOPIC))

/** They are found by the name and the badges of who publishes them: after those of an organization changed. */
export const reindexListingsOf: Reaction = (tx, { subject }) =>
  reindexOf(tx, { organizationId: subject.id, ownerId: null })

/** The search no longer finds somebody's own by the name that they had, in the transaction that erases it. */
export const forgetListingOwner = (tx: Tx, userId: string): Promise<void> =>
  reindexOf(tx, { organizationId: null, ownerId: userId })

/** Topics no longer hold what went away for good. */
export const forgetHeld: Reaction = (tx, { subject }) => forgetObject(tx, subject.class, subject.id)

/** Removes for good what was deleted more than 30 days ago. May run twice. */
export const purgeDeletedListings = async (db: Db): Promise<void> => {
  await purgeListings(db, REUSE)
  await purgeListings(db, DATASERVICE)
}

const reindexOf = async (tx: Tx, owner: { organizationId: string | null; ownerId: string | null }): Promise<void> => {
  await reindexKindOf(tx, REUSE, owner)
  await reindexKindOf(tx, DATASERVICE, owner)
  await reindexKindOf(tx, TOPIC, owner)
}
