import type { Dataset, Tagged } from '@cimaise/client'
import { onBeforeUnmount, provide, watch } from 'vue'
import { createFeedings, FEEDINGS } from '../flows/feedings.ts'
import { createSendings } from './sendings.ts'
import { createDatasetStore, STORE } from './store.ts'
import { SENDINGS } from './use-sendings.ts'

/** Gives a frame and all inside it the dataset, the files on their way to it, and the flows that feed it. */
export const useEditing = (first: Tagged<Dataset>, onSending: (active: boolean) => void) => {
  const store = createDatasetStore(first)
  const feedings = createFeedings(() => store.dataset.value.id)
  const sendings = createSendings(store, (id) => feedings.list.value.find(({ resource }) => resource === id))
  // Without them the rest of the page is as useful.
  void sendings.findWaiting().catch(() => undefined)
  provide(STORE, store)
  provide(SENDINGS, sendings)
  provide(FEEDINGS, feedings)
  // What was saved may have taken a field back from its flow.
  watch(store.dataset, () => void feedings.load(), { immediate: true })

  watch(sendings.active, onSending)
  onBeforeUnmount(() => {
    onSending(false)
    for (const one of [...sendings.list.value]) sendings.cancel(one)
  })
  return { store, sendings }
}
