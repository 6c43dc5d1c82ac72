import { sql } from 'kysely'
import type { Db } from '../../db/index.ts'
import type { Choices, Kind, MailChoice } from './model.ts'

/** What somebody chose, and nothing of what they left as it was. */
export const selectChoices = async (db: Db, userId: string): Promise<Partial<Choices>> => {
  const rows = await db.selectFrom('notification_choices').selectAll().where('user_id', '=', userId).execute()
  return Object.fromEntries(rows.map(({ kind, mail }) => [kind, mail]))
}

/** What these people chose of one kind. */
export const selectChoicesOf = async (db: Db, userIds: string[], kind: Kind): Promise<Map<string, MailChoice>> => {
  if (userIds.length === 0) return new Map()
  const chosen = db.selectFrom('notification_choices').select(['user_id', 'mail']).where('kind', '=', kind)
  const rows = await chosen.where(sql<boolean>`user_id = any(${userIds})`).execute()
  return new Map(rows.map(({ user_id, mail }) => [user_id, mail]))
}

export const upsertChoices = async (db: Db, userId: string, choices: Partial<Choices>): Promise<void> => {
  const rows = Object.entries(choices).map(([kind, mail]) => ({ user_id: userId, kind, mail }))
  if (rows.length === 0) return
  await db
    .insertInto('notification_choices')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'kind']).doUpdateSet((row) => ({ mail: row.ref('excluded.mail') })),
    )
    .execute()
}

export const deleteChoicesOf = async (db: Db, userId: string): Promise<void> => {
  await db.deleteFrom('notification_choices').where('user_id', '=', userId).execute()
}
