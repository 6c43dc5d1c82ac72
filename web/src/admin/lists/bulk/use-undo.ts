import { undoBulkEdit, type BulkEdit } from '@cimaise/client'
import { useRouter } from 'vue-router'
import { messageOf } from '../../failures.ts'
import { toast } from '../../toasts.ts'
import { b } from './bulk-words.ts'
import { outcomeOf } from './describe.ts'
import { followEdit } from './follow-edit.ts'

/** The way back from an edit. `changed` is called when what is on the screen is old. */
export const useUndo = (changed: () => void) => {
  const router = useRouter()

  /** Says what came of an edit, and offers to take it back, or to read more. */
  const tellOutcome = (organization: string, edit: BulkEdit): void => {
    const path = `/organisations/${organization}/modifications`
    const detail = { label: b.detail, run: () => void router.push({ path, query: { detail: edit.id } }) }
    const undo = { label: b.undo, run: () => void undoEdit(organization, edit) }
    toast(outcomeOf(edit), edit.undoes || edit.counts.changed === 0 ? detail : undo)
  }

  /** Takes an edit back and says what came of it. */
  const undoEdit = async (organization: string, edit: BulkEdit): Promise<void> => {
    try {
      const undo = await followEdit(organization, await undoBulkEdit(organization, edit.id))
      changed()
      tellOutcome(organization, undo)
    } catch (error) {
      toast(messageOf(error))
    }
  }
  return { tellOutcome, undoEdit }
}
