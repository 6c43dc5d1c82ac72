import { getDraft, listActivity, type DatasetDraft, type Writer } from '@cimaise/client'
import { computed, onBeforeUnmount, onMounted, ref } from 'vue'
import { isStatus, messageOf } from '../../failures.ts'
import { me } from '../../session.ts'

const EVERY_MS = 10_000
/** Who typed nothing for so long has a draft, and isn't writing. */
const WRITING_MS = 2 * 60_000

/** Asks again while the form is open: who else writes, and whether somebody saved. */
export const useOthers = (datasetId: () => string, etag: () => string | null, onSaved: () => Promise<void>) => {
  const writers = ref<Writer[]>([])
  const now = ref(Date.now())
  let timer: ReturnType<typeof setInterval> | undefined
  let looking = false

  const hear = ({ others, etag: current }: Pick<DatasetDraft, 'others' | 'etag'>): void => {
    writers.value = others
    now.value = Date.now()
    if (etag() !== null && current !== etag()) void onSaved()
  }
  const look = async (): Promise<void> => {
    if (looking || document.visibilityState === 'hidden') return
    looking = true
    try {
      hear(await getDraft(datasetId()))
    } catch (error) {
      // The banner of the network and the password's dialog say the rest.
      if (isStatus(error, 0) || isStatus(error, 401)) messageOf(error)
    } finally {
      looking = false
    }
  }
  const onFocus = (): void => void look()
  onMounted(() => {
    timer = setInterval(() => void look(), EVERY_MS)
    window.addEventListener('focus', onFocus)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    window.removeEventListener('focus', onFocus)
  })
  const writing = computed(() =>
    writers.value.filter(({ updated_at }) => now.value - new Date(updated_at).getTime() < WRITING_MS),
  )
  return { writing, hear }
}

export type Change = { who: string; at: string }

/** Who saved one of these fields last, and when; nobody when it can't be told. */
export const whoChanged = async (datasetId: string, fields: string[]): Promise<Change | null> => {
  const page = await listActivity({ related_to: datasetId, page_size: 20 }).catch(() => null)
  const found = page?.data.find(
    ({ actor, changes }) => actor.id !== me.value?.id && changes.some((one) => fields.includes(one)),
  )
  return found
    ? { who: `${found.actor.first_name ?? ''} ${found.actor.last_name ?? ''}`.trim(), at: found.created_at }
    : null
}
