import { computed, reactive, ref, watch, watchEffect, onBeforeUnmount } from 'vue'
import { isStatus } from '../failures.ts'
import { focusFirstError } from '../focus.ts'
import { toast } from '../toasts.ts'
import { useAction } from '../use-action.ts'
import { changesOf, errorsOf, formOf, warningsOf } from './metadata.rules.ts'
import { useDataset } from './store.ts'

/** The metadata form: what is typed, what is saved, and what stands between the two. */
export const useMetadata = () => {
  const { dataset, save, refresh, saveFirst } = useDataset()
  const before = ref(formOf(dataset.value))
  const form = reactive(formOf(dataset.value))
  const stale = ref(false)
  const judged = ref(false)

  const changes = computed(() => changesOf(form, before.value))
  const dirty = computed(() => Object.keys(changes.value).length > 0)
  const own = computed(() => (judged.value ? errorsOf(form, dataset.value.private) : {}))
  const warnings = computed(() => warningsOf(form))

  const restart = (): void => {
    before.value = formOf(dataset.value)
    Object.assign(form, formOf(dataset.value))
  }

  const saving = useAction(async () => {
    const sent = { ...form, tags: [...form.tags] }
    try {
      await save(changes.value)
      stale.value = false
    } catch (error) {
      stale.value = isStatus(error, 412)
      throw error
    }
    const kept = formOf(dataset.value)
    // What was typed while the request travelled stays typed; the rest shows what the server kept.
    if (JSON.stringify(sent) === JSON.stringify(form)) Object.assign(form, kept)
    before.value = kept
    judged.value = false
    toast('Enregistré.')
  })

  const submit = async (): Promise<boolean> => {
    judged.value = true
    if (Object.keys(own.value).length > 0) {
      await focusFirstError()
      return false
    }
    if (!dirty.value) return true
    const done = await saving.run()
    if (!done) await focusFirstError()
    return done
  }

  const reload = useAction(async () => {
    await refresh()
    restart()
    stale.value = false
    saving.failure.value = ''
  })

  // Publishing from the header takes what is typed here with it.
  watchEffect(() => {
    saveFirst.value = dirty.value ? submit : null
  })
  onBeforeUnmount(() => (saveFirst.value = null))
  // The header may bring a fresher dataset (published, files added): follow it when nothing is typed.
  watch(dataset, () => {
    if (!dirty.value && !saving.busy.value) restart()
  })

  const errors = computed<Record<string, string>>(() => ({ ...saving.fields.value, ...own.value }))
  const state = computed(() => {
    if (saving.busy.value) return 'Enregistrement…'
    if (Object.keys(own.value).length > 0) return 'Corrigez les champs signalés.'
    if (saving.failure.value) return 'Pas enregistré.'
    return dirty.value ? 'Modifications non enregistrées.' : 'Tout est enregistré.'
  })
  return { form, errors, warnings, dirty, stale, state, saving, reload, submit }
}
