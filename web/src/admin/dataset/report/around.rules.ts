import type { DepositReport, Finding } from '@cimaise/client'
import { reportWords as w } from './words.ts'

/** A few rows around a cell that shows a finding, or the cells alone when the rows around aren't at hand. */
export type Around = {
  header: string[]
  rows: { number: number; cells: { text: string; isFound: boolean }[] }[]
}

type Table = NonNullable<DepositReport['inspection']['table']>

/** How many columns are shown on each side of the one that matters. */
const SIDE = 1

/**
 * The row before, the row, the row after; null when there is nothing to show. Only cells that the report shows as they
 * are: an example that is masked stays alone.
 */
export const aroundOf = ({ place, examples }: Finding, table: Table | null): Around | null => {
  const [example] = examples
  if (!example) return null
  const column = place.kind === 'column' ? place.column - 1 : -1
  const cells = table?.sample[example.row - 1]
  if (!table || !cells || column < 0 || cells[column] !== example.value) return alone(examples, place)
  const columns = table.columns.map((_, index) => index).filter((index) => Math.abs(index - column) <= SIDE)
  const first = Math.max(0, example.row - 2)
  const values = new Set(examples.map(({ row }) => row))
  return {
    header: columns.map((index) => table.columns[index]?.name ?? ''),
    rows: table.sample.slice(first, first + 3).map((row, index) => ({
      number: first + index + 1,
      cells: columns.map((at) => ({ text: row[at] ?? '', isFound: at === column && values.has(first + index + 1) })),
    })),
  }
}

const alone = (examples: Finding['examples'], place: Finding['place']): Around => ({
  header: [place.kind === 'column' ? place.name : w.value],
  rows: examples.slice(0, 3).map(({ row, value }) => ({ number: row, cells: [{ text: value, isFound: true }] })),
})
