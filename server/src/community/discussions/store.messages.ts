import { sql, type Selectable } from 'kysely'
import type { Db, DiscussionMessagesTable } from '../../db/index.ts'
import type { Message } from './model.ts'

export const insertMessage = async (db: Db, message: Message): Promise<void> => {
  await db
    .insertInto('discussion_messages')
    .values({
      id: message.id,
      discussion_id: message.discussionId,
      position: message.position,
      content: message.content,
      posted_at: message.postedAt,
      posted_by: message.postedBy,
      organization_id: message.organizationId,
    })
    .execute()
  await noteLastPost(db, message.discussionId)
}

/** By discussion, in order, in one query. */
export const selectMessages = async (db: Db, discussionIds: string[]): Promise<Map<string, Message[]>> => {
  const found = new Map<string, Message[]>(discussionIds.map((id) => [id, []]))
  if (discussionIds.length === 0) return found
  const rows = await db
    .selectFrom('discussion_messages')
    .selectAll()
    .where(sql<boolean>`discussion_id = any(${discussionIds})`)
    .orderBy('discussion_id')
    .orderBy('position')
    .execute()
  for (const row of rows) found.get(row.discussion_id)?.push(messageOf(row))
  return found
}

export const updateMessage = async (db: Db, id: string, content: string): Promise<void> => {
  await db
    .updateTable('discussion_messages')
    .set({ content, last_modified_at: new Date() })
    .where('id', '=', id)
    .execute()
}

/** Puts `DELETED` for what this person said; answers where they said it. */
export const eraseMessagesOf = async (db: Db, userId: string): Promise<string[]> => {
  const erased = db
    .updateTable('discussion_messages')
    .set({ content: 'DELETED', last_modified_at: new Date() })
    .where('posted_by', '=', userId)
  const rows = await erased.returning('discussion_id').execute()
  return [...new Set(rows.map((row) => row.discussion_id))]
}

export const deleteMessage = async (db: Db, { id, discussionId }: Message): Promise<void> => {
  await db.deleteFrom('discussion_messages').where('id', '=', id).execute()
  await noteLastPost(db, discussionId)
}

/** What the lists sort on. */
const noteLastPost = async (db: Db, discussionId: string): Promise<void> => {
  const last = db
    .selectFrom('discussion_messages')
    .select((e) => e.fn.max('posted_at').as('at'))
    .where('discussion_id', '=', discussionId)
  await db
    .updateTable('discussions')
    .set({ last_posted_at: sql<Date>`${last}` })
    .where('id', '=', discussionId)
    .execute()
}

const messageOf = (row: Selectable<DiscussionMessagesTable>): Message => ({
  id: row.id,
  discussionId: row.discussion_id,
  position: row.position,
  content: row.content,
  postedAt: row.posted_at,
  postedBy: row.posted_by,
  organizationId: row.organization_id,
  lastModifiedAt: row.last_modified_at,
})
