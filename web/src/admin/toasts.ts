import { ref } from 'vue'

export interface ToastAction {
  label: string
  run: () => void
}
export type Toast = { id: number; text: string; action?: ToastAction }
export const toasts = ref<Toast[]>([])
let next = 1

const READ_MS = 8_000
/** Who may still act on it needs the time to decide. */
const DECIDE_MS = 20_000

/** Says something that needs no answer; `action`: what may follow, or take it back. */
export const toast = (text: string, action?: ToastAction): void => {
  const id = next++
  toasts.value = [...toasts.value.filter((one) => one.text !== text).slice(-1), { id, text, action }]
  setTimeout(() => dismiss(id), action ? DECIDE_MS : READ_MS)
}

export const dismiss = (id: number): void => {
  toasts.value = toasts.value.filter((one) => one.id !== id)
}
