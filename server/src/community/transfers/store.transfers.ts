import { sql, type Selectable } from 'kysely'
import type { Db, TransfersTable } from '../../db/index.ts'
import type { SubjectClass } from '../../subjects/index.ts'
import type { Transfer } from './model.ts'

export const insertTransfer = async (db: Db, transfer: Transfer): Promise<void> => {
  await db
    .insertInto('transfers')
    .values({
      id: transfer.id,
      user_id: transfer.userId,
      owner_class: transfer.owner?.class ?? null,
      owner_id: transfer.owner?.id ?? null,
      recipient_class: transfer.recipient.class,
      recipient_id: transfer.recipient.id,
      subject_class: transfer.subject.class,
      subject_id: transfer.subject.id,
      comment: transfer.comment,
      created_at: transfer.createdAt,
    })
    .execute()
}

export const selectTransfer = async (
  db: Db,
  id: string,
  { forUpdate = false }: { forUpdate?: boolean } = {},
): Promise<Transfer | undefined> => {
  const found = db.selectFrom('transfers').selectAll().where('id', '=', id)
  const row = await (forUpdate ? found.forUpdate() : found).executeTakeFirst()
  return row && transferOf(row)
}

export interface TransferFilter {
  subjectId?: string
  subjectClass?: string
  recipientId?: string
  status?: Transfer['status']
}

/** Ids of people and organizations that the caller speaks for; undefined: all of them. */
export const selectTransfers = async (
  db: Db,
  filter: TransferFilter,
  parties: string[] | undefined,
): Promise<Transfer[]> => {
  let found = db.selectFrom('transfers').selectAll()
  if (filter.subjectId) found = found.where('subject_id', '=', filter.subjectId)
  if (filter.subjectClass) found = found.where('subject_class', '=', filter.subjectClass)
  if (filter.recipientId) found = found.where('recipient_id', '=', filter.recipientId)
  if (filter.status) found = found.where('status', '=', filter.status)
  if (parties) found = found.where(sql<boolean>`(owner_id = any(${parties}) or recipient_id = any(${parties}))`)
  return (await found.orderBy('created_at', 'desc').orderBy('id').limit(1_000).execute()).map(transferOf)
}

export const answerTransferRow = async (
  db: Db,
  id: string,
  answer: { status: 'accepted' | 'refused'; responderId: string; comment: string | null },
): Promise<void> => {
  await db
    .updateTable('transfers')
    .set({
      status: answer.status,
      responded_at: new Date(),
      responder_id: answer.responderId,
      response_comment: answer.comment,
    })
    .where('id', '=', id)
    .execute()
}

/** Everything about an object that went away for good; answers the ids. */
export const deleteTransfersOf = async (db: Db, subjectId: string): Promise<string[]> =>
  (await db.deleteFrom('transfers').where('subject_id', '=', subjectId).returning('id').execute()).map(({ id }) => id)

const transferOf = (row: Selectable<TransfersTable>): Transfer => ({
  id: row.id,
  userId: row.user_id,
  owner: row.owner_class && row.owner_id ? { class: row.owner_class, id: row.owner_id } : null,
  recipient: { class: row.recipient_class, id: row.recipient_id },
  subject: { class: row.subject_class as SubjectClass, id: row.subject_id },
  comment: row.comment,
  status: row.status,
  createdAt: row.created_at,
  respondedAt: row.responded_at,
  responderId: row.responder_id,
  responseComment: row.response_comment,
})
