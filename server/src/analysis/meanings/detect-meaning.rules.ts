import type { ValueCount } from '../checks/rule.ts'
import type { Meaning } from '../model.ts'
import { labelOf } from '../reference/labels.rules.ts'
import { CODES } from './formats.codes.ts'
import { OTHERS } from './formats.others.ts'
import { PLACES } from './formats.places.ts'
import type { Format } from './format.ts'

const FORMATS: Format[] = [...CODES, ...PLACES, ...OTHERS]

/** Of the different values of a column: enough to know that a format is out of the question. */
const FIRST_VALUES = 30

/**
 * What the values of a column designate, or null. A format is believed when enough of the filled cells fit it and, for
 * the shapes that many things have, when the name of the column says so too; between several, the better fit with the
 * better name wins (csv-detective's score: the fit, times one plus half the label), then the order of the list.
 */
export const detectMeaning = (name: string, values: ValueCount[]): Meaning | null => {
  if (values.length === 0) return null
  const label = labelOf(name)
  let best: { meaning: Meaning; score: number } | null = null
  for (const format of FORMATS) {
    const credit = creditOf(format, label)
    if (format.needsLabel && credit === 0) continue
    const fit = fitOf(format, values)
    const score = fit * (1 + credit / 2)
    if (fit < format.least || (best && score <= best.score)) continue
    best = { score, meaning: { format: format.format, confidence: fit * (0.75 + 0.25 * credit), fit } }
  }
  return best?.meaning ?? null
}

/** Whether the values are identifiers, whose digits are no number. */
export const isCode = (meaning: Meaning | null): boolean =>
  meaning !== null && FORMATS.some(({ format, isCode: code }) => format === meaning.format && code)

const creditOf = ({ labels }: Format, label: string): number => {
  const whole = labels[label]
  if (whole !== undefined) return whole
  // A part of the name counts for half, when it is whole words of it.
  const parts = Object.entries(labels).filter(([part]) => part.length > 2 && ` ${label} `.includes(` ${part} `))
  return Math.max(0, ...parts.map(([, credit]) => credit / 2))
}

const fitOf = ({ fits, least }: Format, values: ValueCount[]): number => {
  const first = values.slice(0, FIRST_VALUES).filter(({ value }) => fits(value.trim())).length
  if (first < (least - 0.5) * Math.min(values.length, FIRST_VALUES)) return 0
  let fitting = 0
  let filled = 0
  for (const { value, count } of values) {
    filled += count
    if (fits(value.trim())) fitting += count
  }
  return fitting / filled
}
