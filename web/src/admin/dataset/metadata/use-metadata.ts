import { getDraft, type Draft, type DraftInput, type OrganizationSettings } from '@cimaise/client'
import { computed, onBeforeUnmount, onMounted, reactive, ref, watch, watchEffect, type Ref } from 'vue'
import { onceBack } from '../../connection.ts'
import { isStatus, messageOf } from '../../failures.ts'
import { focusFirstError } from '../../focus.ts'
import { toast } from '../../toasts.ts'
import { useAction } from '../../use-action.ts'
import {
  changedNames,
  changesOf,
  errorsOf,
  formOf,
  isSame,
  textOf,
  warningsOf,
  type MetadataForm,
} from '../metadata.rules.ts'
import { useDataset } from '../store.ts'
import { mergeForms, withFields } from './merge.rules.ts'
import { w } from './metadata-words.ts'
import { useConflicts } from './use-conflicts.ts'
import { useDraft } from './use-draft.ts'
import { useOthers } from './use-others.ts'

/** The metadata form: what is typed, what is kept, what is saved, and what others saved meanwhile. */
export const useMetadata = (settings: Ref<OrganizationSettings | null>) => {
  const { dataset, etag, save, refresh, saveFirst, revision } = useDataset()
  const before = ref(formOf(dataset.value))
  const form = reactive(formOf(dataset.value))
  const judged = ref(false)
  const conflicts = useConflicts(form)
  /** A draft of an earlier visit, until somebody says what to do of it. */
  const found = ref<Draft | null>(null)

  const names = computed(() => changedNames(form, before.value))
  const dirty = computed(() => names.value.length > 0)
  const own = computed(() => (judged.value ? errorsOf(form, dataset.value.private) : {}))
  const warnings = computed(() => warningsOf(form, settings.value?.required_tags))

  /** What was found and isn't answered stays in what is kept: typing something else doesn't lose it. */
  const read = (): DraftInput => {
    const pick = (source: MetadataForm) => Object.fromEntries(names.value.map((name) => [name, source[name]]))
    return {
      fields: { ...found.value?.fields, ...pick(form) },
      before: { ...found.value?.before, ...pick(before.value) },
      revision: revision(),
    }
  }
  /** Another's change, or one of ours elsewhere: what isn't disputed merges by itself. */
  const merge = (): void => {
    const theirs = formOf(dataset.value)
    const merged = mergeForms(before.value, form, theirs)
    before.value = theirs
    Object.assign(form, merged.form)
    conflicts.add(dataset.value.id, merged)
  }
  const others = useOthers(
    () => dataset.value.id,
    () => etag.value,
    async () => {
      if (saving.busy.value) return
      await refresh().catch((error: unknown) => void messageOf(error))
    },
  )
  const draft = useDraft({ datasetId: () => dataset.value.id, read, heard: others.hear })

  /** Answers what the form was when it left. */
  const send = async (retry: boolean): Promise<string> => {
    const sent = textOf(form)
    try {
      await save(changesOf(form, before.value))
      return sent
    } catch (error) {
      if (!isStatus(error, 412)) throw error
      await refresh()
      merge()
      if (conflicts.open.value.length > 0) throw error
      // What nobody disputes is saved with the rest, at once.
      if (dirty.value && !retry) throw error
      return dirty.value ? send(false) : textOf(form)
    }
  }
  const saving = useAction(() =>
    draft.suspend(async () => {
      const sent = await send(true)
      const kept = formOf(dataset.value)
      // What was typed while the request travelled stays typed; the rest shows what the server kept.
      if (sent === textOf(form)) Object.assign(form, kept)
      before.value = kept
      judged.value = false
      conflicts.close()
      toast(w.saved)
    }),
  )

  const submit = async (): Promise<boolean> => {
    judged.value = true
    if (conflicts.open.value.length > 0) {
      await conflicts.focus()
      return false
    }
    if (Object.keys(own.value).length > 0) {
      await focusFirstError()
      return false
    }
    if (!dirty.value) return true
    const done = await saving.run()
    if (done) await draft.forget()
    else await (conflicts.open.value.length > 0 ? conflicts.focus() : focusFirstError())
    if (!done) void draft.flush()
    return done
  }

  // Publishing from the header takes what is typed here with it.
  watchEffect(() => {
    saveFirst.value = dirty.value ? submit : null
  })
  onBeforeUnmount(() => (saveFirst.value = null))
  // The header may bring a fresher dataset too (published, files added).
  watch(dataset, () => {
    if (!saving.busy.value) merge()
  })

  const resume = (): void => {
    if (!found.value) return
    const begun = withFields(before.value, found.value.before)
    const typed = withFields(begun, found.value.fields)
    const merged = mergeForms(begun, typed, before.value)
    // What was typed since the page opened is the newer of the two.
    Object.assign(form, merged.form, Object.fromEntries(names.value.map((name) => [name, form[name]])))
    conflicts.add(dataset.value.id, { ...merged, taken: [] })
    found.value = null
  }
  const abandon = async (): Promise<void> => {
    found.value = null
    await draft.forget()
  }
  const open = async (): Promise<void> => {
    const answer = await getDraft(dataset.value.id).catch((error: unknown) => void messageOf(error))
    if (!answer) return
    others.hear(answer)
    if (!answer.draft) return
    draft.adopt(answer.draft)
    found.value = answer.draft
    const isNothing = isSame(withFields(before.value, answer.draft.fields), before.value)
    if (isNothing) return void (await abandon())
    // Typed a moment ago, before a look at another tab: nothing to ask.
    if (typedInThisVisit.has(dataset.value.id)) resume()
  }
  onMounted(open)
  // What the lost network refused is to be tried again, not to be read again.
  onBeforeUnmount(onceBack(() => (saving.failure.value = '')))
  watch(dirty, (isDirty) => {
    if (isDirty) typedInThisVisit.add(dataset.value.id)
  })

  const errors = computed<Record<string, string>>(() => ({ ...saving.fields.value, ...own.value }))
  return {
    ...{ form, errors, warnings, dirty, own, saving, draft, conflicts, found },
    ...{ writing: others.writing, submit, resume, abandon, dataset },
  }
}

const typedInThisVisit = new Set<string>()
