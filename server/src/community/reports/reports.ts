import { demandPerson, isSiteAdmin, type Actor } from '../../lib/actor.ts'
import { Forbidden, invalidField, NotFound, TooManyAttempts, Unauthorized } from '../../lib/errors.ts'
import { isObjectId, newObjectId } from '../../lib/ids.ts'
import type { Db } from '../../db/index.ts'
import type { Reaction } from '../../events/index.ts'
import type { Page } from '../../http/index.ts'
import { canReadOwned } from '../../organizations/index.ts'
import { findSubject, type Subject } from '../../subjects/index.ts'
import { REASONS, REPORTABLE, type NewReport, type Report } from './model.ts'
import { countAttempt } from './store.attempts.ts'
import {
  insertReport,
  markSubjectDeleted,
  selectReport,
  selectReports,
  updateDismissal,
  type ReportFilter,
} from './store.reports.ts'

const WINDOW_SECONDS = 3600
const ALLOWED_FROM_ONE_ADDRESS = 20

/** Tells the site's administrators of something; visitors may. Throws `Invalid` by field, `TooManyAttempts`. */
export const report = async (db: Db, actor: Actor, input: NewReport, address: string): Promise<Report> => {
  if (!Object.hasOwn(REASONS, input.reason)) throw invalidField('reason', NO_REASON)
  if (actor.kind === 'user') demandPerson(actor)
  const subject = await reportable(db, actor, input.subject)
  // Whoever has an account can be found; visitors are counted.
  if (actor.kind === 'anonymous' && (await countAttempt(db, address, WINDOW_SECONDS)) > ALLOWED_FROM_ONE_ADDRESS)
    throw new TooManyAttempts(TOO_MANY, WINDOW_SECONDS)
  const made: Report = {
    id: newObjectId(),
    reporterId: actor.kind === 'user' ? actor.userId : null,
    subject: { class: subject.class, id: subject.id },
    ...{ subjectLabel: subject.title, subjectEmbedId: input.embedId, subjectDeletedAt: null, subjectDeletedBy: null },
    ...{ reason: input.reason, message: input.message, reportedAt: new Date() },
    ...{ dismissedAt: null, dismissedBy: null, dismissalNote: null },
  }
  await insertReport(db, made)
  return made
}

/** A page of reports. For site administrators. Throws `Unauthorized`, `Forbidden`. */
export const listReports = async (
  db: Db,
  actor: Actor,
  filter: ReportFilter,
  page: Page,
  sort: 'reported_at' | '-reported_at' = '-reported_at',
): Promise<[Report[], number]> => {
  requireModerator(actor)
  return selectReports(db, filter, page, sort)
}

/** For site administrators. Throws `Unauthorized`, `Forbidden`, `NotFound`. */
export const getReport = async (db: Db, actor: Actor, id: string): Promise<Report> => {
  requireModerator(actor)
  const found = isObjectId(id) ? await selectReport(db, id.toLowerCase()) : undefined
  if (!found) throw new NotFound()
  return found
}

/** Says that nothing is to be done, from this date; null: that something is, after all. Throws what `getReport` does. */
export const dismissReport = async (
  db: Db,
  actor: Actor,
  id: string,
  { at, note }: { at: Date | null; note: string | null },
): Promise<Report> => {
  const found = await getReport(db, actor, id)
  const by = at && actor.kind === 'user' ? actor.userId : null
  await updateDismissal(db, found.id, { at, by, note: at ? note : null })
  return getReport(db, actor, id)
}

/** What was reported is no more: its reports are handled. */
export const settleReports: Reaction = (tx, fact) => {
  const part = typeof fact.extras?.message === 'string' ? fact.extras.message : undefined
  return markSubjectDeleted(tx, fact.subject.id, fact.actorId, part)
}

const requireModerator = (actor: Actor): void => {
  if (actor.kind === 'anonymous') throw new Unauthorized()
  if (!isSiteAdmin(actor)) throw new Forbidden()
}

const reportable = async (db: Db, actor: Actor, ref: NewReport['subject']): Promise<Subject> => {
  const known = REPORTABLE.some((name) => name === ref.class)
  const subject = known ? await findSubject(db, ref) : undefined
  if (!subject || !canReadOwned(actor, subject)) throw invalidField('subject', NO_SUBJECT)
  return subject
}

const NO_SUBJECT = { fr: 'Cet objet n’existe pas ou ne se signale pas.', en: 'Unknown subject, or not one to report.' }
const NO_REASON = { fr: 'Ce motif n’existe pas.', en: 'Unknown reason.' }
const TOO_MANY = {
  fr: 'Trop de signalements depuis votre adresse. Connectez-vous, ou réessayez dans une heure.',
  en: 'Too many reports from your address. Sign in, or try again in an hour.',
}
