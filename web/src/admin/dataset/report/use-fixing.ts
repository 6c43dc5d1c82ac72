import { updateDataset, updateResource, type Deposit, type Fix } from '@cimaise/client'
import { useAction } from '../../use-action.ts'
import { useDataset } from '../store.ts'
import { withoutFix } from './fixes.rules.ts'

export interface Fixing {
  /** Makes the file anew with these fixes, the whole list. */
  fix: (fixes: Fix[]) => Promise<void>
  /** Reads the report again. */
  reread: () => Promise<void>
}

/** What « Corriger » and « Annuler » do: fixes of the file on the deposit, those of the metadata where metadata are. */
export const useFixing = (deposit: () => Deposit, { fix, reread }: Fixing) => {
  const { dataset, refresh } = useDataset()
  const editMetadata = async ({ on, changes }: Extract<Fix, { action: 'edit_metadata' }>): Promise<void> => {
    const { resource } = deposit()
    if (on === 'dataset') await updateDataset(dataset.value.id, changes)
    else if (resource) await updateResource(dataset.value.id, resource, changes)
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
