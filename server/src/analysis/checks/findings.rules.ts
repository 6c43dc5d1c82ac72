import type { Text } from '../../lib/text.ts'
import type { Example, Finding, Fix, Severity } from '../finding.ts'
import type { CheckedColumn, ValueCount } from './rule.ts'

const EXAMPLES = 10

/** How many cells of the examined rows hold such a value, and where the first ones are. */
export interface Tally {
  count: number
  examples: Example[]
}

export const tally = (values: ValueCount[], isOne: (text: string) => boolean): Tally => {
  const texts = trimmedOf(values)
  const found = values.filter((_, index) => isOne(texts[index] ?? ''))
  if (found.length === 0) return { count: 0, examples: [] }
  return {
    count: found.reduce((sum, { count }) => sum + count, 0),
    examples: found
      .toSorted((a, b) => a.firstRow - b.firstRow)
      .slice(0, EXAMPLES)
      .map(({ value, firstRow }) => ({ row: firstRow, value: value.slice(0, 120) })),
  }
}

/** Trimmed once for the thirty rules that look at the same values. */
const trimmedOf = (values: ValueCount[]): string[] => {
  let texts = trimmed.get(values)
  if (!texts) {
    texts = values.map(({ value }) => value.trim())
    trimmed.set(values, texts)
  }
  return texts
}
const trimmed = new WeakMap<ValueCount[], string[]>()

/** Filled cells of the examined rows. */
export const filledCount = (values: ValueCount[]): number => values.reduce((sum, { count }) => sum + count, 0)

interface Said {
  rule: string
  severity: Severity
  message: Text
  examples?: Example[]
  fix?: Fix
}

export const inColumn = (column: Pick<CheckedColumn, 'position' | 'name'>, said: Said): Finding => ({
  ...said,
  place: { kind: 'column', column: column.position, name: column.name },
})

export const inFile = (said: Said): Finding => ({ ...said, place: { kind: 'file' } })

export const percent = (share: number): number => Math.max(1, Math.round(100 * share))
