import type { Holding } from '@cimaise/client'
import { computed, ref } from 'vue'

/** Rows that are chosen, on whatever page; or all that the filter finds. */
export const useSelection = (rows: () => Holding[], total: () => number) => {
  const ids = ref(new Set<string>())
  const whole = ref(false)
  let last: string | null = null

  const isChosen = (id: string): boolean => whole.value || ids.value.has(id)
  const set = (some: string[], chosen: boolean): void => {
    const next = new Set(ids.value)
    for (const id of some)
      if (chosen) next.add(id)
      else next.delete(id)
    ids.value = next
  }
  /** With the shift key, every row from the last one to this one. */
  const toggle = (id: string, { shiftKey }: { shiftKey: boolean }): void => {
    const chosen = !isChosen(id)
    if (whole.value) forgetWhole()
    const all = rows().map((row) => row.id)
    const [from, to] = [all.indexOf(shiftKey && last ? last : id), all.indexOf(id)]
    set(from < 0 ? [id] : all.slice(Math.min(from, to), Math.max(from, to) + 1), chosen)
    last = id
  }
  const toggleShown = (): void => {
    const chosen = !allShown.value
    if (whole.value) forgetWhole()
    set(
      rows().map(({ id }) => id),
      chosen,
    )
  }
  /** Of all, those that are in sight stay. */
  const forgetWhole = (): void => {
    whole.value = false
    ids.value = new Set(rows().map(({ id }) => id))
  }
  const clear = (): void => {
    whole.value = false
    ids.value = new Set()
    last = null
  }
  const allShown = computed(() => rows().length > 0 && rows().every(({ id }) => isChosen(id)))
  const count = computed(() => (whole.value ? total() : ids.value.size))
  const chooseWhole = (): void => void (whole.value = true)
  return { ids, whole, count, allShown, isChosen, toggle, toggleShown, chooseWhole, clear }
}
export type Selection = ReturnType<typeof useSelection>
