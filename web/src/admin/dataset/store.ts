import { getDataset, updateDataset, type Dataset, type DatasetInput, type Tagged } from '@cimaise/client'
import { inject, ref, shallowRef, type InjectionKey } from 'vue'

/** The dataset being edited, shared by the header and its tabs. */
export const createDatasetStore = (first: Tagged<Dataset>) => {
  const dataset = shallowRef(first.value)
  const etag = ref(first.etag)
  /** What the open tab still has to save; true once it is. */
  const saveFirst = shallowRef<(() => Promise<boolean>) | null>(null)
  const take = (answer: Tagged<Dataset>): void => {
    dataset.value = answer.value
    etag.value = answer.etag
  }
  return {
    dataset,
    etag,
    saveFirst,
    /** Of what this page read: the number at the end of its ETag. */
    revision: (): number => Number(/-(\d+)"?$/.exec(etag.value ?? '')?.[1] ?? 0),
    refresh: async (): Promise<void> => take(await getDataset(dataset.value.id)),
    /** Refused with 412 when somebody else wrote since this page read. */
    save: async (input: DatasetInput): Promise<void> => take(await updateDataset(dataset.value.id, input, etag.value)),
  }
}
export type DatasetStore = ReturnType<typeof createDatasetStore>

export const STORE: InjectionKey<DatasetStore> = Symbol('dataset')

export const useDataset = (): DatasetStore => needed(inject(STORE))

/** What the editor provides to everything inside it. */
export const needed = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('Used outside the dataset editor.')
  return value
}
