import type { Tx } from '../db/index.ts'
import { deleteChoicesOf } from './choices/store.choices.ts'
import { deleteDigestOf } from './digest/store.digest.ts'
import { indexDiscussionsOf } from './discussions/index-discussions.ts'
import { eraseMessagesOf } from './discussions/store.messages.ts'
import { forgetFollower } from './followers/followers.ts'

/** Somebody leaves: they follow nothing and are mailed nothing any more; what they said stays, unless it is asked to go (udata-api.md §5.11). */
export const forgetPerson = async (
  tx: Tx,
  userId: string,
  { deleteComments }: { deleteComments: boolean },
): Promise<void> => {
  await forgetFollower(tx, userId)
  await deleteChoicesOf(tx, userId)
  await deleteDigestOf(tx, userId)
  if (!deleteComments) return
  await indexDiscussionsOf(tx, await eraseMessagesOf(tx, userId))
}
