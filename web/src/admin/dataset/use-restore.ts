import { restoreVersion, type FileVersion } from '@cimaise/client'
import { ref } from 'vue'
import { toast } from '../toasts.ts'
import { useAction } from '../use-action.ts'
import type { FileRef } from './arrival.rules.ts'
import { useDataset } from './store.ts'
import { versionsWords as w } from './versions-words.ts'

type Back = { file: FileRef; number: number }

/** An earlier version comes back; the one before it is one click away. */
export const useRestore = (after: () => Promise<void>) => {
  const { dataset, refresh } = useDataset()
  const undoable = ref<Back | null>(null)
  const { busy, failure, run } = useAction(async (file: FileRef, number: number, reason: string) => {
    const before = currentOf(dataset.value.resources.find(({ id }) => id === file.id)?.extras['cimaise:version'])
    await restoreVersion(dataset.value.id, file.id, number, reason)
    undoable.value = before && before !== number ? { file, number: before } : null
    toast(w.restored(number, file.title))
    await refresh()
    await after()
  })
  const restore = (file: FileRef, version: Pick<FileVersion, 'number'>, reason: string): Promise<boolean> =>
    run(file, version.number, reason)
  const undo = async (): Promise<void> => {
    const { file, number } = undoable.value ?? {}
    if (file && number) await run(file, number, w.defaultReason(number))
  }
  return { busy, failure, restore, undo, undoable }
}

const currentOf = (version: unknown): number | null => (typeof version === 'number' ? version : null)
