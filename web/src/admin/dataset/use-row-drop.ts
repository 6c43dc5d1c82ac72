import { ref } from 'vue'

/** What is held over a row: files of the computer, or another row that is being moved. */
export const useRowDrop = (on: { onFiles: (files: File[]) => void; onRow: () => void }) => {
  const over = ref<'files' | 'row' | null>(null)
  const onDragOver = (event: DragEvent): void => {
    over.value = event.dataTransfer?.types.includes('Files') ? 'files' : 'row'
  }
  const onDragLeave = (event: DragEvent): void => {
    const row = event.currentTarget as HTMLElement
    // From one part of the row to another, it is still over it.
    if (!(event.relatedTarget instanceof Node) || !row.contains(event.relatedTarget)) over.value = null
  }
  const onDrop = (event: DragEvent): void => {
    over.value = null
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length > 0) on.onFiles(files)
    else on.onRow()
  }
  return { over, onDragOver, onDragLeave, onDrop }
}
