import { ref } from 'vue'

export type Toast = { id: number; text: string }
export const toasts = ref<Toast[]>([])
let next = 1

/** Says something that needs no answer. */
export const toast = (text: string): void => {
  const id = next++
  toasts.value = [...toasts.value.filter((one) => one.text !== text).slice(-1), { id, text }]
  setTimeout(() => dismiss(id), 8_000)
}

export const dismiss = (id: number): void => {
  toasts.value = toasts.value.filter((one) => one.id !== id)
}
