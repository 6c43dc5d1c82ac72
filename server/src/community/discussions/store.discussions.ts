import { sql, type Selectable } from 'kysely'
import type { Db, DiscussionsTable } from '../../db/index.ts'
import type { SubjectClass } from '../../subjects/index.ts'
import type { Discussion } from './model.ts'
import { selectMessages } from './store.messages.ts'

export const insertDiscussion = async (db: Db, discussion: Discussion): Promise<void> => {
  await db
    .insertInto('discussions')
    .values({
      id: discussion.id,
      subject_class: discussion.subject.class,
      subject_id: discussion.subject.id,
      title: discussion.title,
      user_id: discussion.userId,
      organization_id: discussion.organizationId,
      extras: JSON.stringify(discussion.extras),
      created_at: discussion.createdAt,
      last_posted_at: discussion.createdAt,
    })
    .execute()
}

/** With their messages, in two queries; in no order. */
export const selectDiscussions = async (db: Db, ids: string[]): Promise<Discussion[]> => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('discussions')
    .selectAll()
    .where(sql<boolean>`id = any(${ids})`)
    .execute()
  return withMessages(db, rows)
}

export const withMessages = async (db: Db, rows: Selectable<DiscussionsTable>[]): Promise<Discussion[]> => {
  const messages = await selectMessages(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => discussionOf(row, messages.get(row.id) ?? []))
}

export const updateTitle = async (db: Db, id: string, title: string): Promise<void> => {
  await db.updateTable('discussions').set({ title }).where('id', '=', id).execute()
}

export const closeDiscussionRow = async (
  db: Db,
  id: string,
  by: { userId: string; organizationId: string | null },
): Promise<void> => {
  await db
    .updateTable('discussions')
    .set({ closed_at: new Date(), closed_by: by.userId, closed_by_organization_id: by.organizationId })
    .where('id', '=', id)
    .execute()
}

export const deleteDiscussionRow = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('discussions').where('id', '=', id).execute()
}

export const deleteDiscussionsAbout = async (db: Db, subjectId: string): Promise<string[]> =>
  (await db.deleteFrom('discussions').where('subject_id', '=', subjectId).returning('id').execute()).map(({ id }) => id)

/** Of all, or of those about an object. */
export const selectDiscussionIds = async (db: Db, subjectId?: string): Promise<string[]> => {
  const all = db.selectFrom('discussions').select('id').orderBy('id')
  const rows = subjectId === undefined ? all : all.where('subject_id', '=', subjectId)
  return (await rows.execute()).map(({ id }) => id)
}

export const countAllDiscussions = async (db: Db): Promise<number> => {
  const all = db.selectFrom('discussions').select((e) => e.fn.countAll<number>().as('total'))
  return (await all.executeTakeFirstOrThrow()).total
}

/** How many about an object, and how many of them are open. */
export const countDiscussionRows = async (db: Db, subjectId: string): Promise<{ all: number; open: number }> =>
  db
    .selectFrom('discussions')
    .select((e) => e.fn.countAll<number>().as('all'))
    .select(sql<number>`count(*) filter (where closed_at is null)`.as('open'))
    .where('subject_id', '=', subjectId)
    .executeTakeFirstOrThrow()

const discussionOf = (row: Selectable<DiscussionsTable>, messages: Discussion['messages']): Discussion => ({
  id: row.id,
  subject: { class: row.subject_class as SubjectClass, id: row.subject_id },
  title: row.title,
  userId: row.user_id,
  organizationId: row.organization_id,
  extras: row.extras,
  createdAt: row.created_at,
  closedAt: row.closed_at,
  closedBy: row.closed_by,
  closedByOrganizationId: row.closed_by_organization_id,
  messages,
})
