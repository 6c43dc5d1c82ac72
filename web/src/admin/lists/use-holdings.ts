import { listHoldings, type HoldingPage, type HoldingQuery } from '@cimaise/client'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { isStatus, messageOf } from '../failures.ts'
import { signedInAgain } from '../session.ts'
import { addressOf, PAGE_SIZE, queryIn } from './query.rules.ts'

/** A list whose state is its address: of an organization, or without one, of what the reader may edit. */
export const useHoldings = () => {
  const route = useRoute()
  const router = useRouter()
  const { name } = route
  const organization = computed(() => (typeof route.params.slug === 'string' ? route.params.slug : null))
  const query = computed(() => queryIn(route.query))
  const page = shallowRef<HoldingPage>()
  const failure = ref('')
  const refused = ref(false)
  const loading = ref(true)
  let asking = new AbortController()

  const load = async (): Promise<void> => {
    asking.abort()
    const mine = (asking = new AbortController())
    loading.value = true
    try {
      const found = await listHoldings(organization.value, { ...query.value, page_size: PAGE_SIZE }, mine.signal)
      if (asking !== mine) return
      page.value = found
      failure.value = ''
    } catch (error) {
      if (asking !== mine) return
      failure.value = messageOf(error)
      refused.value = isStatus(error, 403) || isStatus(error, 404)
      if (isStatus(error, 401) && (await signedInAgain())) await load()
    } finally {
      if (asking === mine) loading.value = false
    }
  }
  const change = (changes: HoldingQuery, { quietly = false } = {}): void => {
    const to = { query: addressOf({ ...query.value, page: undefined, ...changes }) }
    void (quietly ? router.replace(to) : router.push(to))
  }
  watch(
    () => route.fullPath,
    () => route.name === name && void load(),
    { immediate: true },
  )
  watch(organization, () => (page.value = undefined))
  onScopeDispose(() => asking.abort())
  return { organization, query, page, failure, refused, loading, load, change }
}
