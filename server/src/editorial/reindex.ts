import { ANONYMOUS } from '../lib/actor.ts'
import type { Db } from '../db/index.ts'
import { indexDocuments, removeOtherDocuments } from '../search/index.ts'
import { listPosts } from './posts.ts'
import { POST, searchDocumentOf } from './search.ts'

/** Makes the index of posts again. May run at any time: what is written meanwhile stays. */
export const reindexPosts = async (db: Db): Promise<number> => {
  const startedAt = new Date()
  const [posts] = await listPosts(db, ANONYMOUS, { drafts: false }, { page: 1, pageSize: 100_000 })
  await indexDocuments(db, posts.map(searchDocumentOf))
  await removeOtherDocuments(
    db,
    POST,
    posts.map(({ id }) => id),
    startedAt,
  )
  return posts.length
}
