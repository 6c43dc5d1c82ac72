import { onBeforeUnmount, onMounted, ref } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'

/** Asks before leaving while `unsafe()`; the screen shows a dialog bound to `asked`. */
export const useLeaveGuard = (unsafe: () => boolean) => {
  const asked = ref(false)
  let answer: ((leave: boolean) => void) | null = null
  const settle = (leave: boolean): void => {
    const waiting = answer
    answer = null
    asked.value = false
    waiting?.(leave)
  }
  onBeforeRouteLeave(() => {
    if (!unsafe()) return true
    settle(false)
    asked.value = true
    return new Promise<boolean>((resolve) => (answer = resolve))
  })
  const onUnload = (event: BeforeUnloadEvent): void => {
    if (unsafe()) event.preventDefault()
  }
  onMounted(() => window.addEventListener('beforeunload', onUnload))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', onUnload))
  return { asked, settle }
}
