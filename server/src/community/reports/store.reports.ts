import { sql, type Selectable } from 'kysely'
import type { Db, ReportsTable } from '../../db/index.ts'
import type { Page } from '../../http/index.ts'
import type { SubjectClass } from '../../subjects/index.ts'
import type { Report } from './model.ts'

export const insertReport = async (db: Db, report: Report): Promise<void> => {
  await db
    .insertInto('reports')
    .values({
      id: report.id,
      reporter_id: report.reporterId,
      subject_class: report.subject.class,
      subject_id: report.subject.id,
      subject_label: report.subjectLabel,
      subject_embed_id: report.subjectEmbedId,
      reason: report.reason,
      message: report.message,
      reported_at: report.reportedAt,
    })
    .execute()
}

export interface ReportFilter {
  handled?: boolean
  subjectClass?: string
}

/** Handled: dismissed, or its subject was deleted (udata-api.md §5.12). */
export const selectReports = async (
  db: Db,
  filter: ReportFilter,
  { page, pageSize }: Page,
  sort: 'reported_at' | '-reported_at',
): Promise<[Report[], number]> => {
  let found = db.selectFrom('reports')
  const handled = sql<boolean>`(dismissed_at is not null or subject_deleted_at is not null)`
  if (filter.handled !== undefined) found = found.where(filter.handled ? handled : sql<boolean>`not ${handled}`)
  if (filter.subjectClass) found = found.where('subject_class', '=', filter.subjectClass)
  const { total } = await found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy('reported_at', sort === 'reported_at' ? 'asc' : 'desc')
    .orderBy('id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return [rows.map(reportOf), total]
}

export const selectReport = async (db: Db, id: string): Promise<Report | undefined> => {
  const row = await db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst()
  return row && reportOf(row)
}

export const updateDismissal = async (
  db: Db,
  id: string,
  { at, by, note }: { at: Date | null; by: string | null; note: string | null },
): Promise<void> => {
  const dismissal = { dismissed_at: at, dismissed_by: by, dismissal_note: note }
  await db.updateTable('reports').set(dismissal).where('id', '=', id).execute()
}

/** `embedId`: only those about this part of it. */
export const markSubjectDeleted = async (
  db: Db,
  subjectId: string,
  by: string | null,
  embedId?: string,
): Promise<void> => {
  let reported = db
    .updateTable('reports')
    .set({ subject_deleted_at: new Date(), subject_deleted_by: by })
    .where('subject_id', '=', subjectId)
    .where('subject_deleted_at', 'is', null)
  if (embedId) reported = reported.where('subject_embed_id', '=', embedId)
  await reported.execute()
}

const reportOf = (row: Selectable<ReportsTable>): Report => ({
  id: row.id,
  reporterId: row.reporter_id,
  subject: { class: row.subject_class as SubjectClass, id: row.subject_id },
  subjectLabel: row.subject_label,
  subjectEmbedId: row.subject_embed_id,
  subjectDeletedAt: row.subject_deleted_at,
  subjectDeletedBy: row.subject_deleted_by,
  reason: row.reason,
  message: row.message,
  reportedAt: row.reported_at,
  dismissedAt: row.dismissed_at,
  dismissedBy: row.dismissed_by,
  dismissalNote: row.dismissal_note,
})
