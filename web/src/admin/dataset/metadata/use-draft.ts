import { discardDraft, saveDraft, type DatasetDraft, type DraftInput } from '@cimaise/client'
import { onBeforeUnmount, onMounted, ref, watch } from 'vue'
import { onceBack } from '../../connection.ts'
import { isStatus, messageOf } from '../../failures.ts'
import { signedInAgain } from '../../session.ts'
import { textOf } from '../metadata.rules.ts'

const PAUSE_MS = 1_000

type Options = {
  datasetId: () => string
  /** What is typed and not saved, as it stands. */
  read: () => DraftInput
  /** What the server said at the same time: who else writes, and the dataset's ETag. */
  heard: (answer: DatasetDraft) => void
}

/**
 * Keeps on the server what is typed, a moment after each pause; when the network or the session comes back, what it
 * couldn't keep meanwhile.
 */
export const useDraft = ({ datasetId, read, heard }: Options) => {
  /** When the server last kept what is typed; null: it has no draft. */
  const keptAt = ref<string | null>(null)
  const failure = ref('')
  /** What is kept, to send nothing twice. */
  const kept = ref(wordsOf({ fields: {}, before: {}, revision: 0 }))
  let waiting: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<void> | null = null
  let suspended = false

  const send = async (): Promise<void> => {
    const draft = read()
    const words = wordsOf(draft)
    if (suspended || words === kept.value) return
    try {
      const answer = await saveDraft(datasetId(), draft)
      kept.value = words
      keptAt.value = answer.draft?.updated_at ?? null
      failure.value = ''
      heard(answer)
    } catch (error) {
      failure.value = messageOf(error)
      if (isStatus(error, 401)) void signedInAgain().then((again) => (again ? flush() : undefined))
    }
  }
  /** Now, and once what is under way has ended. */
  const flush = async (): Promise<void> => {
    clearTimeout(waiting)
    while (sending) await sending
    sending = send().finally(() => (sending = null))
    await sending
  }
  watch(
    () => wordsOf(read()),
    () => {
      clearTimeout(waiting)
      waiting = setTimeout(() => void flush(), PAUSE_MS)
    },
  )

  /** While the form itself is saved, and after: the draft went with it. */
  const suspend = async (work: () => Promise<void>): Promise<void> => {
    clearTimeout(waiting)
    suspended = true
    while (sending) await sending
    try {
      await work()
    } finally {
      suspended = false
    }
  }
  const forget = async (): Promise<void> => {
    const had = keptAt.value !== null
    keptAt.value = null
    failure.value = ''
    kept.value = wordsOf({ fields: {}, before: {}, revision: 0 })
    // The server forgets what was saved by itself; what was typed and put back, it can't know.
    if (had) await discardDraft(datasetId()).catch(() => undefined)
    if (wordsOf(read()) !== kept.value) await flush()
  }
  const adopt = (draft: DraftInput & { updated_at: string }): void => {
    kept.value = wordsOf(draft)
    keptAt.value = draft.updated_at
  }

  const onHidden = (): void => {
    if (document.visibilityState === 'hidden') void flush()
  }
  const stop = onceBack(() => void flush())
  onMounted(() => document.addEventListener('visibilitychange', onHidden))
  onBeforeUnmount(() => {
    clearTimeout(waiting)
    stop()
    document.removeEventListener('visibilitychange', onHidden)
  })
  /** Something is typed that is kept nowhere but here. */
  const unsafe = (): boolean => wordsOf(read()) !== kept.value
  return { keptAt, failure, flush, suspend, forget, adopt, unsafe }
}

/** The revision moves with every save, of others too: the words are what counts. */
const wordsOf = ({ fields, before }: DraftInput): string => textOf([fields, before])
