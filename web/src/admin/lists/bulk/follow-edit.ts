import { getBulkEdit, undoBulkEdit, type BulkEdit } from '@cimaise/client'
import { router } from '../../router.ts'
import { toast } from '../../toasts.ts'
import { messageOf } from '../../failures.ts'
import { b } from './bulk-words.ts'
import { outcomeOf } from './describe.ts'

const EVERY_MS = 400

/** Waits for the end of an edit, which goes on by itself; `tell` hears how far it is. */
export const followEdit = async (
  organization: string,
  edit: BulkEdit,
  tell: (edit: BulkEdit) => void = () => {},
): Promise<BulkEdit> => {
  let now = edit
  tell(now)
  while (!now.ended_at) {
    await new Promise((done) => setTimeout(done, EVERY_MS))
    now = await getBulkEdit(organization, edit.id)
    tell(now)
  }
  return now
}

/** Says what came of an edit, with the way back. `changed`: what is on the screen is old. */
export const tellOutcome = (organization: string, edit: BulkEdit, changed: () => void): void => {
  const detail = { label: b.detail, run: () => void router.push(ledgerOf(organization, edit.id)) }
  const undo = { label: b.undo, run: () => void undoEdit(organization, edit, changed) }
  const offers = edit.undoes || edit.counts.changed === 0 ? detail : undo
  toast(outcomeOf(edit), offers)
}

/** Takes an edit back and says what came of it. */
export const undoEdit = async (organization: string, edit: BulkEdit, changed: () => void): Promise<void> => {
  try {
    const undo = await followEdit(organization, await undoBulkEdit(organization, edit.id))
    changed()
    tellOutcome(organization, undo, changed)
  } catch (error) {
    toast(messageOf(error))
  }
}

const ledgerOf = (organization: string, id: string) => ({
  path: `/organisations/${organization}/modifications`,
  query: { detail: id },
})
