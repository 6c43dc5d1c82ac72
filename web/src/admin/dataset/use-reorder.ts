import { reorderResources, type Resource } from '@cimaise/client'
import { nextTick, ref } from 'vue'
import { toast } from '../toasts.ts'
import { useAction } from '../use-action.ts'
import { filesWords as w } from './files-words.ts'
import { useDataset } from './store.ts'

/** The order of the files, changed by buttons or by dragging. */
export const useReorder = () => {
  const { dataset, refresh } = useDataset()
  const dragged = ref<string | null>(null)

  const place = useAction(async (id: string, index: number) => {
    const ids = dataset.value.resources.map((file) => file.id).filter((other) => other !== id)
    ids.splice(index, 0, id)
    await reorderResources(dataset.value.id, ids)
    await refresh()
  })

  const move = async (file: Resource, step: -1 | 1): Promise<void> => {
    const index = dataset.value.resources.findIndex(({ id }) => id === file.id) + step
    if (!(await place.run(file.id, index))) return
    toast(w.moved(file.title, index + 1, dataset.value.resources.length))
    await nextTick()
    // The moved row lost the focus: back to the button, or to its twin at an end of the list.
    const [here, twin] = step < 0 ? ['monter', 'descendre'] : ['descendre', 'monter']
    const button = document.querySelector<HTMLButtonElement>(`#${here}-${CSS.escape(file.id)}:enabled`)
    ;(button ?? document.querySelector<HTMLButtonElement>(`#${twin}-${CSS.escape(file.id)}`))?.focus()
  }

  const drag = (id: string | null): void => {
    dragged.value = id
  }
  const dropOn = (id: string): void => {
    const moved = dragged.value
    dragged.value = null
    if (!moved || moved === id) return
    void place.run(
      moved,
      dataset.value.resources.findIndex((file) => file.id === id),
    )
  }
  return { failure: place.failure, move, drag, dropOn, dragged }
}
