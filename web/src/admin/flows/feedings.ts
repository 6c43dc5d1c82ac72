import { listFeedings, type Feeding, type FieldOwner } from '@cimaise/client'
import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue'

/** Which flows feed the files of the dataset being edited. */
export type Feedings = { list: ShallowRef<Feeding[]>; load: () => Promise<void> }

export const FEEDINGS: InjectionKey<Feedings> = Symbol('feedings')

export const createFeedings = (dataset: () => string): Feedings => {
  const list = shallowRef<Feeding[]>([])
  const load = async (): Promise<void> => {
    // Without them the rest of the editor is as useful.
    list.value = await listFeedings(dataset()).catch(() => list.value)
  }
  return { list, load }
}

export const useFeedings = (): Feedings => {
  const feedings = inject(FEEDINGS)
  if (!feedings) throw new Error('Used outside the dataset editor.')
  return feedings
}

/** Who writes a field, when a flow was given it. */
export const ownerOf = (
  feedings: Feeding[],
  on: FieldOwner['on'],
  id: string,
  field: string,
): { owner: FieldOwner; flow: Feeding['flow'] } | null => {
  for (const { flow, fields } of feedings) {
    const owner = fields.find((one) => one.on === on && one.id === id && one.field.split('.').at(-1) === field)
    if (owner) return { owner, flow }
  }
  return null
}
