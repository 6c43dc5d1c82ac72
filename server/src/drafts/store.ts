import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { Draft, DraftInput, Fields } from './model.ts'

/** Everybody's of a subject, who began first first. */
export const selectDrafts = async (db: Db, subject: string): Promise<Draft[]> => {
  const rows = db.selectFrom('drafts').selectAll().where('subject', '=', subject).orderBy('begun_at').orderBy('user_id')
  return (await rows.execute()).map((row) => ({
    userId: row.user_id,
    fields: row.fields as Fields,
    before: row.before as Fields,
    revision: row.revision,
    begunAt: row.begun_at,
    updatedAt: row.updated_at,
  }))
}

export const upsertDraft = async (db: Db, userId: string, subject: string, draft: DraftInput): Promise<void> => {
  const words = {
    ...{ fields: JSON.stringify(draft.fields), before: JSON.stringify(draft.before) },
    ...{ revision: draft.revision, updated_at: new Date() },
  }
  await db
    .insertInto('drafts')
    .values({ user_id: userId, subject, ...words })
    .onConflict((conflict) => conflict.columns(['user_id', 'subject']).doUpdateSet(words))
    .execute()
}

export const deleteDraft = async (db: Db, userId: string, subject: string): Promise<void> => {
  await db.deleteFrom('drafts').where('user_id', '=', userId).where('subject', '=', subject).execute()
}

/** Of what was typed, these fields go; a draft that holds nothing more goes whole. */
export const dropDraftFields = async (db: Db, userId: string, subject: string, names: string[]): Promise<void> => {
  const gone = sql`${names}::text[]`
  await db
    .updateTable('drafts')
    .set({ fields: sql`fields - ${gone}`, before: sql`before - ${gone}` })
    .where('user_id', '=', userId)
    .where('subject', '=', subject)
    .where(sql<boolean>`fields ?| ${gone}`)
    .execute()
  const isEmpty = sql<boolean>`fields = '{}'::jsonb`
  await db.deleteFrom('drafts').where('user_id', '=', userId).where('subject', '=', subject).where(isEmpty).execute()
}

export const deleteDraftsOf = async (db: Db, subject: string): Promise<void> => {
  await db.deleteFrom('drafts').where('subject', '=', subject).execute()
}

export const deleteDraftsBy = async (db: Db, userId: string): Promise<void> => {
  await db.deleteFrom('drafts').where('user_id', '=', userId).execute()
}

export const deleteDraftsBefore = async (db: Db, date: Date): Promise<void> => {
  await db.deleteFrom('drafts').where('updated_at', '<', date).execute()
}
