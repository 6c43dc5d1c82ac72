import type { Db } from '../../db/index.ts'
import type { Reaction } from '../../events/index.ts'
import { indexDocuments, removeDocument, removeOtherDocuments } from '../../search/index.ts'
import { findSubjects } from '../../subjects/index.ts'
import { DISCUSSION, searchDocumentOf } from './search.ts'
import { selectDiscussionIds, selectDiscussions } from './store.discussions.ts'

const BATCH = 200

/** What was written of it is found at once; what was deleted no longer is. */
export const indexDiscussion: Reaction = async (tx, { type, subject }) => {
  if (type === 'discussion:deleted') return removeDocument(tx, DISCUSSION, subject.id)
  await indexAll(tx, [subject.id])
}

/** What is said of an object is seen by those who see it: after it was hidden, shown, deleted or restored. */
export const indexDiscussionsAbout: Reaction = async (tx, { type, subject, changes }) => {
  const stays = type.endsWith(':updated') && !changes?.some((name) => VISIBILITY.includes(name))
  if (!stays) await indexAll(tx, await selectDiscussionIds(tx, subject.id))
}

/** Names on the wire of what decides who sees an object. */
const VISIBILITY = ['private', 'deleted', 'published']

/** After words of many were changed at once. */
export const indexDiscussionsOf = (db: Db, ids: string[]): Promise<void> => indexAll(db, ids)

/** Makes the index of discussions again. May run at any time: what is written meanwhile stays. */
export const reindexDiscussions = async (db: Db): Promise<number> => {
  const startedAt = new Date()
  const ids = await selectDiscussionIds(db)
  await indexAll(db, ids)
  await removeOtherDocuments(db, DISCUSSION, ids, startedAt)
  return ids.length
}

const indexAll = async (db: Db, ids: string[]): Promise<void> => {
  for (let start = 0; start < ids.length; start += BATCH) {
    const discussions = await selectDiscussions(db, ids.slice(start, start + BATCH))
    const subjects = await findSubjects(
      db,
      discussions.map(({ subject }) => subject),
    )
    const documents = discussions.map((discussion) =>
      searchDocumentOf(discussion, subjects.get(`${discussion.subject.class}:${discussion.subject.id}`)),
    )
    await indexDocuments(db, documents)
  }
}
