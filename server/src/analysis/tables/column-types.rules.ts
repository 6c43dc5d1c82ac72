import type { ColumnType, Notation } from '../model.ts'

/** A way of writing a type. The pattern is tried on the whole trimmed cell; it reads the same in JavaScript and in RE2. */
export interface Writing {
  id: string
  type: ColumnType
  notation: Notation | null
  pattern: string
  /** How the part before any hour is written, when it must also be a day of the calendar. */
  dayFormat?: '%Y-%m-%d' | '%d/%m/%Y'
}

// At most 13 digits: a SIRET has 14, and nothing that is counted has more. A zero in front, or an exponent, is a code.
const WHOLE = '(?:0|[1-9][0-9]{0,12}|[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3}){1,3})'
const HOUR = '(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?'
const ZONE = '(?: ?(?:Z|UTC|[+-](?:[01][0-9]|2[0-3]):?(?:[0-5][0-9])?))?'
const ISO_DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const FRENCH_DAY = '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}'

/** From the narrowest to the widest: the first that all the values of a column follow is its type. */
export const WRITINGS: Writing[] = [
  { id: 'boolean', type: 'boolean', notation: null, pattern: '(?i:oui|non|vrai|faux|true|false)' },
  { id: 'integer', type: 'integer', notation: null, pattern: `-?${WHOLE}` },
  { id: 'point', type: 'number', notation: 'decimal_point', pattern: `-?(?:${WHOLE}(?:[.][0-9]+)?|[.][0-9]+)` },
  { id: 'comma', type: 'number', notation: 'decimal_comma', pattern: `-?(?:${WHOLE}(?:,[0-9]+)?|,[0-9]+)` },
  { id: 'iso_date', type: 'date', notation: 'iso', pattern: ISO_DAY, dayFormat: '%Y-%m-%d' },
  { id: 'french_date', type: 'date', notation: 'dd/mm/yyyy', pattern: FRENCH_DAY, dayFormat: '%d/%m/%Y' },
  {
    ...{ id: 'iso_datetime', type: 'datetime', notation: 'iso', dayFormat: '%Y-%m-%d' },
    pattern: `${ISO_DAY}[T ]${HOUR}${ZONE}`,
  },
  {
    ...{ id: 'french_datetime', type: 'datetime', notation: 'dd/mm/yyyy', dayFormat: '%d/%m/%Y' },
    pattern: `${FRENCH_DAY} ${HOUR}`,
  },
]

const EXPRESSIONS = WRITINGS.map(({ pattern }) => new RegExp(`^(?:${pattern})$`))

/** The writings that none of these cells refuses, the narrowest first; all of them when the cells are empty. */
export const possibleWritings = (cells: (string | null)[]): Writing[] => {
  const filled = cells.map((cell) => cell?.trim() ?? '').filter((cell) => cell !== '')
  return WRITINGS.filter((_, index) => filled.every((cell) => EXPRESSIONS[index]?.test(cell)))
}
