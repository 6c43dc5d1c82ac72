import type { UserActor } from '../../lib/actor.ts'
import { AppError, Forbidden, NotFound, sentenceOf } from '../../lib/errors.ts'
import { findDatasetById, lockEditableDataset } from '../../catalog/index.ts'
import { inTransaction, type Db, type Tx } from '../../db/index.ts'
import { enqueue, type Task } from '../../jobs/index.ts'
import { findActorNow } from '../../organizations/index.ts'
import type { BulkEdit } from '../model.ts'
import { applyChange, applyUndo } from './apply-change.ts'
import { RUN_BULK_EDIT } from './start-bulk-edit.ts'
import { endEdit, lockEntry, saveOutcome, selectEdit, selectWaiting, type Waiting } from './store.bulk-edits.ts'

/**
 * Does what is left of an edit, dataset by dataset, each in its own transaction with its line of the ledger. May run
 * twice, and after a power cut: a line that is written isn't done again.
 */
export const runBulkEditTask = ({ db }: { db: Db }): Task => ({
  name: RUN_BULK_EDIT,
  run: async (payload, { signal }) => {
    const { id } = payload as { id: string }
    const edit = await selectEdit(db, id)
    if (!edit) return
    const actor = await actorOf(db, edit)
    for (const position of await selectWaiting(db, id)) {
      // The server stops: the next start goes on.
      if (signal.aborted) return enqueue(db, RUN_BULK_EDIT, { id })
      await settle(db, edit, actor, position)
    }
    await endEdit(db, id, new Date())
  },
})

const settle = async (db: Db, edit: BulkEdit, actor: UserActor | null, position: number): Promise<void> => {
  try {
    await inTransaction(db, async (tx) => {
      const entry = await lockEntry(tx, edit.id, position)
      if (entry) await saveOutcome(tx, edit.id, position, await change(tx, edit, actor, entry))
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const refused = { state: 'refused' as const, before: {}, after: {}, kept: [], reason: sentenceOf(error) }
    await saveOutcome(db, edit.id, position, refused)
  }
}

const change = async (tx: Tx, edit: BulkEdit, actor: UserActor | null, entry: Waiting) => {
  if (!actor) throw new Forbidden(NOBODY)
  if (!(await findDatasetById(tx, entry.datasetId))) throw new NotFound()
  const dataset = await lockEditableDataset(tx, actor, entry.datasetId)
  return edit.undoes ? applyUndo(tx, actor, dataset, entry) : applyChange(tx, actor, dataset, edit.changes)
}

/**
 * Whoever asked, with the rights that they have now in this organization and no other: who left in between changes
 * nothing more.
 */
const actorOf = async (db: Db, { authorId, asSiteAdmin, organizationId }: BulkEdit): Promise<UserActor | null> => {
  const actor = authorId ? await findActorNow(db, authorId) : null
  if (!actor) return null
  const memberships = actor.memberships.filter((one) => one.organizationId === organizationId)
  return { ...actor, siteAdmin: actor.siteAdmin && asSiteAdmin, memberships }
}

const NOBODY = {
  fr: 'Le compte de qui a demandé cette modification n’existe plus.',
  en: 'The account that asked for this edit is gone.',
}
