import type { Dataset, DatasetFinding } from '@cimaise/client'
import { FIELD_NAMES } from '../metadata.rules.ts'
import { w } from './quality-words.ts'

/** Where a finding is, in words: `musees.csv, colonne « code »`. */
export const placeText = (dataset: Dataset, { place, resource }: DatasetFinding): string => {
  if (place.kind === 'field' && place.on === 'dataset') return fieldText(place.field)
  const file = dataset.resources.find(({ id }) => id === resource)?.title
  const inside =
    place.kind === 'column'
      ? w.places.column(place.name)
      : place.kind === 'line'
        ? w.places.line(place.line)
        : place.kind === 'sheet'
          ? w.places.sheet(place.sheet)
          : ''
  const whole = file ?? w.places.dataset
  return inside ? `${whole}, ${inside}` : whole
}

const fieldText = (field: string): string => {
  const name = FIELD_NAMES[field]
  return name ? w.goMetadata(name.toLowerCase()) : w.places.words
}
