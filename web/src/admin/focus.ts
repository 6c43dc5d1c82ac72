import { nextTick } from 'vue'

/** Puts the reader at the page's title, as a page load would. */
export const focusTitle = async (): Promise<void> => {
  await nextTick()
  const title = document.querySelector<HTMLElement>('main h1')
  if (!title) return
  title.tabIndex = -1
  title.focus()
}

/** Puts the writer at the first field that the server refused. */
export const focusFirstError = async (): Promise<void> => {
  await nextTick()
  document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus()
}
