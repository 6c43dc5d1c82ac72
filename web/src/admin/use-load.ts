import { onMounted, ref, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { isStatus, messageOf } from './failures.ts'
import { me } from './session.ts'

/** Reads what a screen shows when it opens; signed out meanwhile, the reader is asked to sign in and comes back. */
export const useLoad = <T>(read: () => Promise<T>) => {
  const router = useRouter()
  const value = shallowRef<T>()
  const failure = ref('')
  const missing = ref(false)
  const loading = ref(true)
  const load = async (): Promise<void> => {
    loading.value = true
    failure.value = ''
    try {
      value.value = await read()
    } catch (error) {
      missing.value = isStatus(error, 404) || isStatus(error, 410)
      if (isStatus(error, 401)) {
        me.value = null
        await router.replace({ name: 'sign-in', query: { suite: router.currentRoute.value.fullPath } })
      } else failure.value = messageOf(error)
    } finally {
      loading.value = false
    }
  }
  onMounted(load)
  return { value, failure, missing, loading, load }
}
