import { computed } from 'vue'
import { frequencies, licenses } from '../references.ts'
import { useLoad } from '../use-load.ts'
import { w } from './list-words.ts'

export interface Choice {
  id: string
  label: string
}

/** Licences and frequencies by name, as soon as they are here. */
export const useLabels = () => {
  const { value } = useLoad(() => Promise.all([frequencies(), licenses()]))
  const frequencyChoices = computed<Choice[]>(() => value.value?.[0] ?? [])
  const licenseChoices = computed<Choice[]>(() =>
    (value.value?.[1] ?? []).map(({ id, title, alternate_titles: [french] }) => ({ id, label: french ?? title })),
  )
  const nameIn = (choices: Choice[], id: string): string => choices.find((one) => one.id === id)?.label ?? id
  const licenseOf = (id: string | null): string =>
    !id || id === 'none' || id === 'notspecified' ? w.noLicense : nameIn(licenseChoices.value, id)
  const frequencyOf = (id: string | null): string =>
    !id || id === 'none' || id === 'unknown' ? w.noFrequency : nameIn(frequencyChoices.value, id)
  return { frequencyChoices, licenseChoices, licenseOf, frequencyOf }
}
export type Labels = ReturnType<typeof useLabels>
