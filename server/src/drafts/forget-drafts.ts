import { daysAfter } from '../lib/dates.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Reaction } from '../events/index.ts'
import { DAYS_KEPT, subjectOfDataset } from './model.ts'
import { dropDraftFields, deleteDraftsBefore, deleteDraftsBy, deleteDraftsOf } from './store.ts'

/** Who saves a field has no draft of it any more; their other words stay, and what a flow writes in their name isn't them. */
export const forgetSavedDraft: Reaction = async (tx, { subject, actorId, changes, extras }) => {
  if (actorId && changes && !extras?.flow) await dropDraftFields(tx, actorId, subjectOfDataset(subject.id), changes)
}

/** A dataset that is gone for good has no drafts. */
export const forgetDraftsAbout: Reaction = (tx, { subject }) => deleteDraftsOf(tx, subjectOfDataset(subject.id))

/** Nor has who left. */
export const forgetDraftsBy = (tx: Tx, userId: string): Promise<void> => deleteDraftsBy(tx, userId)

/** Drafts that nobody went back to. May run twice: what is gone stays gone. */
export const purgeDrafts = (db: Db, now = new Date()): Promise<void> =>
  deleteDraftsBefore(db, daysAfter(now, -DAYS_KEPT))
