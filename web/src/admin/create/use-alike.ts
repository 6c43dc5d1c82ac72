import { findAlike, type AlikeDataset } from '@cimaise/client'
import { onBeforeUnmount, shallowRef, watch } from 'vue'

const PAUSE_MS = 400
const SHORTEST = 4

/** Datasets with nearly the title that is being typed; nothing is said when they can't be asked for. */
export const useAlike = (title: () => string, organization: () => string | null) => {
  const alike = shallowRef<AlikeDataset[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  const ask = async (wanted: string, producer: string | null): Promise<void> => {
    const turn = ++asked
    const found = wanted.length < SHORTEST ? [] : await findAlike(wanted, producer).catch(() => [])
    if (turn === asked) alike.value = found
  }
  watch([title, organization], ([typed, producer]) => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(typed.trim(), producer), PAUSE_MS)
  })
  onBeforeUnmount(() => clearTimeout(timer))
  return alike
}
