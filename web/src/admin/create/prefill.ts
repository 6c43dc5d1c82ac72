import { suggestMetadata, type Dataset, type DatasetInput } from '@cimaise/client'
import { ref } from 'vue'
import type { DatasetStore } from '../dataset/store.ts'

export type Filled = 'description' | 'temporal_coverage' | 'tags'

/** Fills from its files what nobody wrote of a draft yet, and takes it back if asked. */
export const createPrefill = ({ dataset, save }: DatasetStore) => {
  const filled = ref<Filled[]>([])
  const fill = async (): Promise<void> => {
    if (!dataset.value.private || dataset.value.resources.length === 0) return
    const wanted = missingOf(dataset.value)
    if (wanted.length === 0) return
    const { description, temporal_coverage: coverage, tags } = await suggestMetadata(dataset.value.id)
    const found = { description, temporal_coverage: coverage, tags: tags.map(({ tag }) => tag) }
    const taken = wanted.filter((field) => (field === 'tags' ? found.tags.length > 0 : found[field] !== null))
    if (taken.length === 0) return
    await save(Object.fromEntries(taken.map((field) => [field, found[field]])) as DatasetInput)
    filled.value = taken
  }
  const empty = async (): Promise<void> => {
    const nothing = { description: '', temporal_coverage: null, tags: [] }
    await save(Object.fromEntries(filled.value.map((field) => [field, nothing[field]])) as DatasetInput)
    filled.value = []
  }
  return { filled, fill, empty }
}

const missingOf = ({ description, temporal_coverage: coverage, tags }: Dataset): Filled[] => [
  ...(description.trim() === '' ? (['description'] as const) : []),
  ...(coverage ? [] : (['temporal_coverage'] as const)),
  ...(tags.length === 0 ? (['tags'] as const) : []),
]
