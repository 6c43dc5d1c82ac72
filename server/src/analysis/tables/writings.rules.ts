import type { ColumnType, Notation } from '../model.ts'

/** A way of writing a type. The pattern is tried on the whole trimmed cell; it reads the same in JavaScript and in RE2. */
export interface Writing {
  id: string
  type: ColumnType
  notation: Notation | null
  pattern: string
}

// At most 13 digits: a SIRET has 14, and nothing that is counted has more. A zero in front, or an exponent, is a code.
const WHOLE = '(?:0|[1-9][0-9]{0,12}|[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3}){1,3})'
const HOUR = '(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?'
const ZONE = '(?: ?(?:Z|UTC|[+-](?:[01][0-9]|2[0-3]):?(?:[0-5][0-9])?))?'
const YEAR = '[0-9]{4}'
const MONTH = '(?:0?[1-9]|1[0-2])'
const DAY = '(?:0?[1-9]|[12][0-9]|3[01])'
const ISO_DAY = `${YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])`
const FRENCH_DAY = `${DAY}/${MONTH}/${YEAR}`

export const FRENCH_MONTHS = [
  ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin'],
  ...['juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
]
const MONTH_NAME = FRENCH_MONTHS.map((name) => name.replace(/[éû]/g, (letter) => (letter === 'é' ? '[ée]' : '[ûu]')))

const writing = (id: string, type: ColumnType, notation: Notation | null, pattern: string): Writing => ({
  ...{ id, type, notation, pattern },
})

/**
 * From the narrowest to the widest. French dates are day first; month first is only for the columns that no other way
 * of writing explains.
 */
export const WRITINGS: Writing[] = [
  writing('boolean', 'boolean', null, '(?i:oui|non|vrai|faux|true|false|yes|no)'),
  writing('integer', 'integer', null, `-?${WHOLE}`),
  writing('point', 'number', 'decimal_point', `-?(?:${WHOLE}(?:[.][0-9]+)?|[.][0-9]+)`),
  writing('comma', 'number', 'decimal_comma', `-?(?:${WHOLE}(?:,[0-9]+)?|,[0-9]+)`),
  writing('iso_date', 'date', 'iso', ISO_DAY),
  writing('french_date', 'date', 'dd/mm/yyyy', FRENCH_DAY),
  writing('dash_date', 'date', 'dd-mm-yyyy', `${DAY}-${MONTH}-${YEAR}`),
  writing('dot_date', 'date', 'dd.mm.yyyy', `${DAY}[.]${MONTH}[.]${YEAR}`),
  writing('year_first', 'date', 'yyyy/mm/dd', `${YEAR}/${MONTH}/${DAY}`),
  writing('short_year', 'date', 'dd/mm/yy', `${DAY}/${MONTH}/[0-9]{2}`),
  writing('long_date', 'date', 'd month yyyy', `(?i:(?:1er|${DAY})[ -](?:${MONTH_NAME.join('|')})[ -])${YEAR}`),
  writing('american_date', 'date', 'mm/dd/yyyy', `${MONTH}/${DAY}/${YEAR}`),
  writing('iso_datetime', 'datetime', 'iso', `${ISO_DAY}[T ]${HOUR}${ZONE}`),
  writing('french_datetime', 'datetime', 'dd/mm/yyyy', `${FRENCH_DAY} ${HOUR}`),
]

/** A column of this type may hold some cells that don't follow it, one in ten. */
export const LEAST_FIT = 0.9

/**
 * The cells that rule a type out though they are few. Among numbers: digits written as no number is (`06088`, `2A004`,
 * a SIRET, `1E5`): the others are codes too, and a code stays text. Not the error of a spreadsheet that holds a zero.
 * Among dates and booleans, nothing does.
 */
export const isVeto = ({ type }: Writing, text: string): boolean =>
  (type === 'integer' || type === 'number') && /[0-9]/.test(text) && text !== '#DIV/0!' && !NUMBER_LIKE.test(text)

/** Another notation of numbers, a sign, a unit, an approximation, groups of three digits: still a number to people. */
const NUMBER_LIKE =
  /^[<>≤≥~≈+±-]?\s*(?:0|[1-9][0-9]{0,12}|[1-9][0-9]{0,2}(?:[ .'\u00a0\u202f][0-9]{3}){1,3})?(?:[.,][0-9]+)?\s*(?:%|€|k€|M€|m|km|m²|ha|°)?$/

const expressions = new Map(WRITINGS.map(({ id, pattern }) => [id, new RegExp(`^(?:${pattern})$`)]))

export const follows = (writing: Writing, text: string): boolean =>
  (expressions.get(writing.id)?.test(text) ?? false) && (writing.type !== 'date' || dayOf(text, writing) !== null)

/**
 * The writings that these texts allow, the best first: one that all follow, the narrowest, then those that nine in ten
 * follow while the others don't rule them out. Every writing when there is no text at all.
 */
export const possibleWritings = (texts: string[]): Writing[] => {
  if (texts.length === 0) return WRITINGS
  return WRITINGS.map((writing) => ({ writing, fit: fitOf(writing, texts) }))
    .filter(({ fit }) => fit >= LEAST_FIT)
    .sort((a, b) => b.fit - a.fit)
    .map(({ writing }) => writing)
}

const fitOf = (writing: Writing, texts: string[]): number => {
  let fitting = 0
  for (const text of texts) {
    if (follows(writing, text)) fitting += 1
    else if (isVeto(writing, text)) return 0
  }
  return fitting / texts.length
}

/** Days since 1970, or null when it isn't in the calendar. */
export const dayOf = (text: string, { id }: Writing): number | null => {
  const numbers = text.match(/[0-9]+/g) ?? []
  const [first = '', second = '', third = ''] = numbers
  switch (id) {
    case 'iso_date':
    case 'iso_datetime':
    case 'year_first':
      return epochDay(first, second, third)
    case 'american_date':
      return epochDay(third, first, second)
    case 'short_year':
      return epochDay(fullYear(third), second, first)
    case 'long_date':
      return epochDay(second, String(1 + monthIndex(text)), first)
    default:
      return epochDay(third, second, first)
  }
}

/** POSIX's pivot, which DuckDB follows too: 69 to 99 are of the last century. */
const fullYear = (year: string): string => (Number(year) < 69 ? `20${year}` : `19${year}`)

const monthIndex = (text: string): number => {
  const bare = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return FRENCH_MONTHS.findIndex((name) => bare(text).includes(bare(name)))
}

const epochDay = (year: string, month: string, day: string): number | null => {
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)))
  // Years under 100 are read as 19xx by Date.UTC.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return isReal ? date.getTime() / 86_400_000 : null
}

/** The number that a cell writes in French or English notation. */
export const numberOf = (text: string): number => {
  const plain = Number(text)
  return Number.isNaN(plain) ? Number(text.replace(/[ \u00a0\u202f]/g, '').replace(',', '.')) : plain
}
