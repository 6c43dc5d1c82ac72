import { ref } from 'vue'

/** True from the first request that no answer came to, until the server answers again. */
export const offline = ref(false)

const SOON_MS = 2_000
const LATEST_MS = 30_000
let waiting: ReturnType<typeof setTimeout> | undefined
const wakers = new Set<() => void>()

/** Says that no answer came. The server is asked again, more and more patiently, and at once when the network is back. */
export const noteSilence = (): void => {
  if (offline.value) return
  offline.value = true
  window.addEventListener('online', askNow)
  askLater(SOON_MS)
}

/** Called each time that the server answers again. Answers what stops it. */
export const onceBack = (wake: () => void): (() => void) => {
  wakers.add(wake)
  return () => wakers.delete(wake)
}

/** Asks without waiting for the next time. */
export const askNow = (): void => void ask(SOON_MS)

const askLater = (delay: number): void => {
  clearTimeout(waiting)
  waiting = setTimeout(() => void ask(delay), delay)
}

const ask = async (delay: number): Promise<void> => {
  const answer = await fetch('/health', { cache: 'no-store' }).catch(() => null)
  if (!answer) return askLater(Math.min(delay * 2, LATEST_MS))
  clearTimeout(waiting)
  window.removeEventListener('online', askNow)
  offline.value = false
  for (const wake of wakers) wake()
}
