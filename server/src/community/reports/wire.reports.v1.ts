import Type from 'typebox'
import { parseDate, presentDate } from '../../lib/dates.ts'
import { invalidField } from '../../lib/errors.ts'
import type { Language } from '../../lib/text.ts'
import type { Refs } from '../wire.refs.v1.ts'
import { REASONS, type NewReport, type Report } from './model.ts'

const text = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))

export const ReportBody = Type.Object({
  subject: Type.Object({ class: Type.String(), id: Type.String() }),
  reason: Type.String(),
  message: text(50_000),
  subject_embed_id: text(100),
})
export const DismissalBody = Type.Object({ dismissed_at: text(100), dismissal_note: text(2_000) })

export const newReportOf = (body: Type.Static<typeof ReportBody>): NewReport => ({
  subject: { class: body.subject.class, id: body.subject.id.toLowerCase() },
  embedId: body.subject_embed_id || null,
  reason: body.reason,
  message: body.message ?? '',
})

/** Undefined: not said. */
export const dismissalOf = ({ dismissed_at: at }: Type.Static<typeof DismissalBody>): Date | null | undefined => {
  if (at === undefined || at === null) return at
  const date = parseDate(at)
  if (!date) throw invalidField('dismissed_at', { fr: 'Une date est attendue.', en: 'Expecting a date.' })
  return date
}

/** The whole report (udata-api.md §2.17). */
export const presentReport = (report: Report, refs: Refs, baseUrl: string) => ({
  id: report.id,
  by: refs.user(report.reporterId),
  subject: report.subject,
  subject_deleted_at: presentDate(report.subjectDeletedAt),
  subject_deleted_by: refs.user(report.subjectDeletedBy),
  subject_label: report.subjectLabel,
  subject_embed_id: report.subjectEmbedId,
  reason: report.reason,
  message: report.message,
  reported_at: presentDate(report.reportedAt),
  dismissed_at: presentDate(report.dismissedAt),
  dismissed_by: refs.user(report.dismissedBy),
  dismissal_note: report.dismissalNote,
  // Nothing is held back until a report is dismissed.
  callbacks_count: 0,
  self_api_url: `${baseUrl}/api/1/reports/${report.id}/`,
})

export const presentReasons = (language: Language) =>
  Object.entries(REASONS).map(([value, label]) => ({ value, label: label[language] }))
