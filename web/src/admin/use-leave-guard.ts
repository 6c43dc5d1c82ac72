import { onBeforeUnmount, onMounted, ref } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'

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
  const ask = (): boolean | Promise<boolean> => {
    if (!unsafe()) return true
    settle(false)
    asked.value = true
    return new Promise<boolean>((resolve) => (answer = resolve))
  }
  onBeforeRouteLeave(ask)
  // The same screen, of something else.
  onBeforeRouteUpdate((to, from) => JSON.stringify(to.params) === JSON.stringify(from.params) || ask())
  const onUnload = (event: BeforeUnloadEvent): void => {
    if (unsafe()) event.preventDefault()
  }
  onMounted(() => window.addEventListener('beforeunload', onUnload))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', onUnload))
  return { asked, settle }
}
