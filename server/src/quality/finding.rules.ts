import type { Finding, Fix, Place, Severity } from '../analysis/index.ts'
import type { Text } from '../lib/text.ts'

interface Said {
  rule: string
  severity: Severity
  message: Text
  fix?: Fix
}

export const inField = (on: 'dataset' | 'resource', field: string, said: Said): Finding => ({
  ...said,
  place: { kind: 'field', on, field },
})

export const inFile = (said: Said): Finding => ({ ...said, place: { kind: 'file' } })

export const editDataset = (changes: Record<string, unknown>): Fix => ({
  ...{ action: 'edit_metadata', on: 'dataset', changes },
})

/** A few of them, and a sign that there are more. */
export const shortList = (names: string[], most = 5): string =>
  `${names.slice(0, most).join(', ')}${names.length > most ? '…' : ''}`

/** `2024-01-31` as people write it. */
export const frenchDay = (day: string): string => day.split('-').toReversed().join('/')

/**
 * What a place is from one version to the next: a column by its name, a line by nothing, for lines move. With the rule
 * and the dataset it says what was silenced.
 */
export const placeKeyOf = (place: Place): string => {
  switch (place.kind) {
    case 'file':
    case 'line':
      return place.kind
    case 'sheet':
      return `sheet:${place.sheet}`
    case 'column':
      return `column:${place.name}`
    case 'field':
      return `field:${place.on}:${place.field}`
  }
}
