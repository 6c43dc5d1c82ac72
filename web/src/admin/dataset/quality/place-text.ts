import type { Dataset, DatasetFinding } from '@cimaise/client'
import { w } from './quality-words.ts'

/** Where a finding is, in words: `musees.csv, colonne « code »`. */
export const placeText = (dataset: Dataset, { place, resource }: DatasetFinding): string => {
  const file = dataset.resources.find(({ id }) => id === resource)?.title
  const inside =
    place.kind === 'column'
      ? w.places.column(place.name)
      : place.kind === 'line'
        ? w.places.line(place.line)
        : place.kind === 'sheet'
          ? w.places.sheet(place.sheet)
          : ''
  const whole = file ?? (place.kind === 'field' ? w.places.words : w.places.dataset)
  return inside ? `${whole}, ${inside}` : whole
}
