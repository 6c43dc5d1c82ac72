import type { Tx } from '../db/index.ts'
import { indexDiscussionsOf } from './discussions/index-discussions.ts'
import { eraseMessagesOf } from './discussions/store.messages.ts'
import { forgetFollower } from './followers/followers.ts'

/** Somebody leaves: they follow nothing any more; what they said stays, unless it is asked to go (udata-api.md §5.11). */
export const forgetPerson = async (
  tx: Tx,
  userId: string,
  { deleteComments }: { deleteComments: boolean },
): Promise<void> => {
  await forgetFollower(tx, userId)
  if (!deleteComments) return
  await indexDiscussionsOf(tx, await eraseMessagesOf(tx, userId))
}
