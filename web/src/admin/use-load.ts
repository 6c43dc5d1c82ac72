import { onMounted, ref, shallowRef } from 'vue'
import { isStatus, messageOf } from './failures.ts'
import { signedInAgain } from './session.ts'

/** Reads what a screen shows when it opens; signed out meanwhile, the reader signs in over it, and it is read again. */
export const useLoad = <T>(read: () => Promise<T>) => {
  const value = shallowRef<T>()
  const failure = ref('')
  const missing = ref(false)
  const loading = ref(true)
  let asked = 0
  const load = async (): Promise<void> => {
    const turn = ++asked
    loading.value = true
    failure.value = ''
    try {
      const answer = await read()
      // Asked again meanwhile: what comes late is of before.
      if (turn === asked) value.value = answer
    } catch (error) {
      if (turn !== asked) return
      missing.value = isStatus(error, 404) || isStatus(error, 410)
      failure.value = messageOf(error)
      if (isStatus(error, 401) && (await signedInAgain())) await load()
    } finally {
      if (turn === asked) loading.value = false
    }
  }
  onMounted(load)
  return { value, failure, missing, loading, load }
}
