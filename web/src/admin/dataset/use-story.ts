import { listFileChanges, type FileChange } from '@cimaise/client'
import { computed, ref } from 'vue'
import { useAction } from '../use-action.ts'
import { useDataset } from './store.ts'
import type { Moment } from './versions.rules.ts'

/** The story of all the files, read a page at a time; read again, it keeps as many pages. */
export const useStory = () => {
  const { dataset } = useDataset()
  const changes = ref<FileChange[]>([])
  const total = ref(0)
  const pages = ref(1)
  const { busy, failure, run } = useAction(async () => {
    const numbers = Array.from({ length: pages.value }, (_, index) => index + 1)
    const read = await Promise.all(numbers.map((page) => listFileChanges(dataset.value.id, page)))
    changes.value = read.flatMap(({ data }) => data)
    total.value = read[0]?.total ?? 0
  })
  const moments = computed((): Moment[] =>
    changes.value.map(({ version, resource: { id, title } }) => ({
      ...{ id, version, file: title === null ? null : { id, title } },
    })),
  )
  const more = async (): Promise<void> => {
    pages.value += 1
    await run()
  }
  return { moments, left: computed(() => total.value - changes.value.length), busy, failure, load: run, more }
}
