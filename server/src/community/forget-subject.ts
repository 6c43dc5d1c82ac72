import type { Tx } from '../db/index.ts'
import type { Reaction } from '../events/index.ts'
import { deleteActivitiesOf } from './activity/store.activity.ts'
import { removeDocument } from '../search/index.ts'
import { DISCUSSION } from './discussions/search.ts'
import { deleteDiscussionsAbout } from './discussions/store.discussions.ts'
import { deleteFollowsOf } from './followers/store.followers.ts'
import { deleteTopics } from './notifications/store.notifications.ts'
import { deleteTransfersOf } from './transfers/store.transfers.ts'

/** An object went away for good: so does what was said and kept about it, reports apart (udata-api.md §8). */
export const forgetSubject = async (tx: Tx, subjectId: string): Promise<void> => {
  const discussions = await deleteDiscussionsAbout(tx, subjectId)
  for (const id of discussions) await removeDocument(tx, DISCUSSION, id)
  const transfers = await deleteTransfersOf(tx, subjectId)
  await deleteTopics(tx, [
    ...discussions.map((id) => `discussion:${id}`),
    ...transfers.map((id) => `transfer:${id}`),
    `reuse:${subjectId}`,
    `dataservice:${subjectId}`,
  ])
  await deleteFollowsOf(tx, subjectId)
  await deleteActivitiesOf(tx, subjectId)
}

/** The same, as what follows from a purge. */
export const forgetPurged: Reaction = (tx, { subject }) => forgetSubject(tx, subject.id)
