import { nextTick, onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { useRoute } from 'vue-router'

/** Which field one is at (help follows it), the way to one (`#license`), and Ctrl+S. */
export const useFieldFocus = (submit: () => Promise<boolean>) => {
  const route = useRoute()
  const focused = ref('title')

  const onFocus = (event: FocusEvent): void => {
    const field =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-help]')?.dataset.help : undefined
    if (field) focused.value = field
  }
  const goTo = async (field: string): Promise<void> => {
    await nextTick()
    const target = document.getElementById(field)
    target?.focus()
    target?.scrollIntoView({ block: 'center' })
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return
    event.preventDefault()
    void submit()
  }
  watch(
    () => route.hash,
    (hash) => hash && void goTo(hash.slice(1)),
  )
  onMounted(() => {
    window.addEventListener('keydown', onKey)
    if (route.hash) void goTo(route.hash.slice(1))
  })
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
  return { focused, onFocus, goTo }
}
