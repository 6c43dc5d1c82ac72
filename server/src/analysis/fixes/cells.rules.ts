import { CONTROLS } from '../checks/text.rules.ts'
import { PLAIN_NUMBER } from '../checks/values.rules.ts'
import { dayOf, follows, WRITINGS } from '../tables/writings.rules.ts'

/** What becomes of the text of a cell. The same text when there is nothing to do: a fix applied twice does nothing. */
export type CellFix = (text: string) => string

export const padZeros = (length: number): CellFix =>
  within((text) => (text.length === length - 1 && /^\d+$/.test(text) ? `0${text}` : text))

export const stripDecimals: CellFix = within((text) => /^(\d+)[.,]0+$/.exec(text)?.[1] ?? text)

export const trimCell: CellFix = (text) => text.trim()

export const emptyValues = (values: string[]): CellFix => {
  const gone = new Set(values.map((value) => value.trim()))
  return (text) => (gone.has(text.trim()) ? '' : text)
}

/** Decimal points, and no spaces between thousands: what every program reads. */
export const decimalPoints: CellFix = within((text) =>
  PLAIN_NUMBER.test(text) ? text.replace(/[ \u00a0\u202f]/g, '').replace(',', '.') : text,
)

/** Two digits of a year would be a guess, and a month first is not what is written here. */
const DAY_FIRST = WRITINGS.filter(({ id }) =>
  ['french_date', 'dash_date', 'dot_date', 'year_first', 'long_date', 'french_datetime'].includes(id),
)

export const isoDate: CellFix = within((text) => {
  const writing = DAY_FIRST.find((one) => follows(one, text))
  const day = writing ? dayOf(text, writing) : null
  if (day === null) return text
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
  const hour = writing?.type === 'datetime' ? text.slice(text.indexOf(' ')) : ''
  return `${date}${hour}`
})

/** Those that the rule sees, and NUL, which no reader shows. */
const INVISIBLE = new RegExp(`${CONTROLS.source}|\\u0000`, 'g')

export const stripControls: CellFix = (text) => text.replace(INVISIBLE, '')

/** Spaces around are another fix's. */
function within(fix: CellFix): CellFix {
  return (text) => {
    const bare = text.trim()
    const fixed = fix(bare)
    return fixed === bare ? text : text.replace(bare, () => fixed)
  }
}
