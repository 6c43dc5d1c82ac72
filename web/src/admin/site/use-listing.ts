import type { Page } from '@cimaise/client'
import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useLoad } from '../use-load.ts'

/** What is asked, as the address says it: going back, or sending the address to somebody, shows the same. */
export type Asked = Record<string, string | undefined> & { page?: string }

/** A list whose search, filters and page are in the address. */
export const useListing = <T>(read: (asked: Asked, page: number) => Promise<Page<T>>) => {
  const route = useRoute()
  const router = useRouter()
  const asked = computed<Asked>(() =>
    Object.fromEntries(
      Object.entries(route.query).flatMap(([name, value]) =>
        typeof value === 'string' && value ? [[name, value]] : [],
      ),
    ),
  )
  const pageNumber = (): number => Math.max(1, Number.parseInt(asked.value.page ?? '', 10) || 1)
  const listing = useLoad(() => read(asked.value, pageNumber()))
  const path = route.path
  watch(
    () => route.query,
    () => {
      if (route.path === path) void listing.load()
    },
  )
  /** Asks something else: from the first page. */
  const ask = (changes: Asked): void => {
    const query = { ...asked.value, page: undefined, ...changes }
    void router.replace({ query: Object.fromEntries(Object.entries(query).filter(([, value]) => value)) })
  }
  const last = computed(() =>
    Math.max(1, Math.ceil((listing.value.value?.total ?? 0) / (listing.value.value?.page_size ?? 1))),
  )
  return { ...listing, asked, ask, last }
}
