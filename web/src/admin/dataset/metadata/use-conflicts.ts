import { nextTick, ref, computed } from 'vue'
import { FIELD_NAMES, isSame, type FieldName, type MetadataForm } from '../metadata.rules.ts'
import type { Conflict, Merged } from './merge.rules.ts'
import { whoChanged, type Change } from './use-others.ts'

export type Choice = 'mine' | 'theirs'

/** What somebody else saved while one was writing, and what is chosen of it field by field. */
export const useConflicts = (form: MetadataForm) => {
  const list = ref<Conflict[]>([])
  const taken = ref<FieldName[]>([])
  const choices = ref<Partial<Record<FieldName, Choice>>>({})
  const by = ref<Change | null>(null)

  const open = computed(() => list.value.filter(({ field }) => choices.value[field] === undefined))
  const shown = computed(() => list.value.length > 0 || taken.value.length > 0)

  const add = (datasetId: string, merged: Pick<Merged, 'taken' | 'conflicts'>): void => {
    const disputed = merged.conflicts.map(({ field }) => field)
    if (disputed.length + merged.taken.length === 0) return
    list.value = [...list.value.filter(({ field }) => !disputed.includes(field)), ...merged.conflicts]
    for (const field of disputed) delete choices.value[field]
    taken.value = [...new Set([...taken.value, ...merged.taken])].filter((field) => !disputed.includes(field))
    void whoChanged(datasetId, [...disputed, ...merged.taken]).then((found) => (by.value = found ?? by.value))
  }
  const choose = (conflict: Conflict, choice: Choice): void => {
    // What was typed since is mine too.
    if (choice === 'theirs' && choices.value[conflict.field] !== 'theirs') conflict.mine = form[conflict.field]
    choices.value = { ...choices.value, [conflict.field]: choice }
    Object.assign(form, { [conflict.field]: choice === 'mine' ? mineOf(conflict) : conflict.theirs })
  }
  const mineOf = (conflict: Conflict): unknown =>
    isSame(form[conflict.field], conflict.theirs) ? conflict.mine : form[conflict.field]
  const close = (): void => {
    list.value = []
    taken.value = []
    choices.value = {}
    by.value = null
  }
  const focus = async (): Promise<void> => {
    await nextTick()
    const banner = document.getElementById('changements')
    banner?.focus()
    banner?.scrollIntoView({ block: 'center' })
  }
  const names = computed(() => taken.value.map((field) => FIELD_NAMES[field]).join(', '))
  return { list, taken, names, choices, by, open, shown, add, choose, close, focus }
}
