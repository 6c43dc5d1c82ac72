import { ApiError } from '@cimaise/client'
import { ref } from 'vue'

/**
 * For what changes who gets in: the server wants a password that was typed not long ago. The screen shows
 * `PasswordAgain` bound to `asked`, and what was asked goes on once it was given.
 */
export const useFreshSession = () => {
  const asked = ref(false)
  let answer: ((proved: boolean) => void) | null = null
  const settle = (proved: boolean): void => {
    asked.value = false
    answer?.(proved)
    answer = null
  }
  const prove = (): Promise<boolean> => {
    asked.value = true
    return new Promise((resolve) => (answer = resolve))
  }
  /** Does it; again once the password was given, when it was asked for. Throws what the server said otherwise. */
  const fresh = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      const tooOld = error instanceof ApiError && error.code === 'session_too_old'
      if (!tooOld || !(await prove())) throw error
      return work()
    }
  }
  return { asked, settle, fresh }
}
