import { ref } from 'vue'
import { words } from '../language.ts'
import { fieldsOf, messageOf } from './failures.ts'

const w = words({
  fr: { fields: 'Corrigez les champs signalés.' },
  en: { fields: 'Correct the fields that are marked.' },
})

/** One thing asked of the server at a time, with what it answered when it refused. */
export const useAction = <A extends unknown[]>(work: (...args: A) => Promise<void>) => {
  const busy = ref(false)
  const failure = ref('')
  const fields = ref<Record<string, string>>({})
  const perform = async (args: A): Promise<boolean> => {
    busy.value = true
    failure.value = ''
    fields.value = {}
    try {
      await work(...args)
      return true
    } catch (error) {
      fields.value = fieldsOf(error)
      const message = messageOf(error)
      // The field itself says it already.
      failure.value = Object.values(fields.value).includes(message) ? w.fields : message
      return false
    } finally {
      busy.value = false
      running = null
    }
  }
  let running: Promise<boolean> | null = null
  /** Asked again while it works, it answers with what is under way: a click is never lost, nor done twice. */
  const run = (...args: A): Promise<boolean> => (running ??= perform(args))
  return { busy, failure, fields, run }
}
