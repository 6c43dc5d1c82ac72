import { ApiError, updateResource, type Deposit, type DepositReport, type Fix } from '@cimaise/client'
import { useAction } from '../../use-action.ts'
import { useDataset } from '../store.ts'
import { isProposed, withoutFix } from './fixes.rules.ts'
import { reportWords as w } from './words.ts'

export interface Fixing {
  /** Makes the file anew with these fixes, the whole list. */
  fix: (fixes: Fix[]) => Promise<void>
  /** Reads the report again. */
  reread: () => Promise<DepositReport | null>
}

/** What « Corriger » and « Annuler » do: fixes of the file on the deposit, those of the metadata where metadata are. */
export const useFixing = (deposit: () => Deposit, { fix, reread }: Fixing) => {
  const { dataset, refresh, save } = useDataset()
  const editMetadata = async (edit: Extract<Fix, { action: 'edit_metadata' }>): Promise<void> => {
    const { resource } = deposit()
    // The words as they are now, then what is proposed for them; who writes after that is found out by `save`.
    await refresh()
    const report = await reread()
    if (!isProposed(edit, report?.findings ?? [])) throw new ApiError(409, w.changedMetadata)
    if (edit.on === 'dataset') await save(edit.changes)
    else if (resource) await updateResource(dataset.value.id, resource, edit.changes)
    await refresh()
    await reread()
  }
  const apply = useAction(async (fixes: Fix[]) => {
    const onFile = fixes.filter(({ action }) => action !== 'edit_metadata')
    for (const one of fixes) if (one.action === 'edit_metadata') await editMetadata(one)
    if (onFile.length > 0) await fix([...deposit().fixes, ...onFile])
  })
  const undo = useAction(async (index: number) => fix(withoutFix(deposit().fixes, index)))
  const undoAll = useAction(async () => fix([]))
  return { apply, undo, undoAll }
}
