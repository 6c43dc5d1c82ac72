import type { Db } from '../db/index.ts'
import { countAllDiscussions } from './discussions/store.discussions.ts'
import { countAllFollows } from './followers/store.followers.ts'

/** Figures of the site: discussions, and who follows what. */
export const countCommunity = async (db: Db): Promise<{ discussions: number; followers: number }> => ({
  discussions: await countAllDiscussions(db),
  followers: await countAllFollows(db),
})
