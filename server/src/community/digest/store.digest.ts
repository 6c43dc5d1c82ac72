import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/index.ts'
import type { Kind } from '../choices/model.ts'
import type { MailText } from '../mails/mail.ts'
import type { Language } from '../../lib/text.ts'

/** What a digest will say, in the language that its reader will then have. */
export interface DigestLine {
  id: string
  kind: Kind
  words: Record<Language, MailText>
}

export const insertDigestLines = async (
  db: Db,
  userIds: string[],
  line: { kind: Kind; topic: string | null; words: Record<Language, MailText> },
): Promise<void> => {
  if (userIds.length === 0) return
  const words = JSON.stringify(line.words)
  const rows = userIds.map((user_id) => ({ id: randomUUID(), user_id, kind: line.kind, topic: line.topic, words }))
  await db.insertInto('digest_lines').values(rows).execute()
}

/** Whose digests have something to say. */
export const selectDigestReaders = async (db: Db): Promise<string[]> =>
  (await db.selectFrom('digest_lines').select('user_id').distinct().orderBy('user_id').execute()).map(
    ({ user_id }) => user_id,
  )

/** Of these kinds, oldest first, nobody else's until the end of the transaction. */
export const lockDigestLines = async (tx: Tx, userId: string, kinds: Kind[]): Promise<DigestLine[]> => {
  if (kinds.length === 0) return []
  const rows = await tx
    .selectFrom('digest_lines')
    .select(['id', 'kind', 'words'])
    .where('user_id', '=', userId)
    .where('kind', 'in', kinds)
    .orderBy('created_at')
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute()
  return rows as DigestLine[]
}

/** Of these lines, those whose notification was seen or handled meanwhile, in the back-office. */
export const selectSeenLines = async (db: Db, ids: string[]): Promise<Set<string>> => {
  const { rows } = await sql<{ id: string }>`
    select l.id from digest_lines l
    where l.id = any(${ids}::uuid[])
      and exists (select from notifications n where n.user_id = l.user_id and n.topic = l.topic)
      and not exists (
        select from notifications n where n.user_id = l.user_id and n.topic = l.topic and n.handled_at is null
      )`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

export const deleteDigestLines = async (db: Db, ids: string[]): Promise<void> => {
  if (ids.length > 0) await db.deleteFrom('digest_lines').where('id', 'in', ids).execute()
}

/** What they were about is no more. */
export const deleteDigestTopics = async (db: Db, topics: string[]): Promise<void> => {
  if (topics.length > 0) await db.deleteFrom('digest_lines').where('topic', 'in', topics).execute()
}

export const deleteDigestOf = async (db: Db, userId: string): Promise<void> => {
  await db.deleteFrom('digest_lines').where('user_id', '=', userId).execute()
}
