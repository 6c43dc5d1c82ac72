import type { ValueCount } from '../checks/rule.ts'
import type { Engine, RowRange } from '../engine.ts'

/** Rows that are looked at cell by cell: all those of most tables, else some of them from places spread evenly. */
const ALL_ROWS = 100_000
const SPREAD_ROWS = 24_000
const MOST_CELLS = 5_000_000
/** Columns held at once. */
const COLUMNS_AT_ONCE = 16

const PLACES = 48

/** Which rows of a table of this size are examined; null for all of them. */
export const examinedRanges = (rowCount: number, width: number): RowRange[] | null => {
  const most = Math.max(2_000, Math.floor(MOST_CELLS / width))
  if (rowCount <= Math.min(ALL_ROWS, most)) return null
  const length = Math.floor(Math.min(SPREAD_ROWS, most) / PLACES)
  return Array.from({ length: PLACES }, (_, place) => {
    const first = 1 + Math.floor((place / (PLACES - 1)) * (rowCount - length))
    return [first, first + length - 1]
  })
}

/** Gives `visit` each column in turn, with the different texts of its filled cells: how often, and where first. */
export const examineValues = async (
  engine: Engine,
  width: number,
  ranges: RowRange[] | null,
  visit: (column: number, values: ValueCount[]) => void,
): Promise<void> => {
  for (let first = 1; first <= width; first += COLUMNS_AT_ONCE) {
    const columns = Array.from({ length: Math.min(COLUMNS_AT_ONCE, width - first + 1) }, (_, index) => first + index)
    const values = new Map(columns.map((column) => [column, new Map<string, ValueCount>()]))
    await engine.visitCells(columns, ranges, (column, cells, rows) => {
      const seen = values.get(column)
      if (seen) countCells(seen, cells, rows)
    })
    for (const column of columns) {
      visit(column, [...(values.get(column)?.values() ?? [])])
      values.delete(column)
    }
  }
}

const countCells = (seen: Map<string, ValueCount>, cells: readonly (string | null)[], rows: number[]): void => {
  for (let index = 0; index < cells.length; index += 1) {
    const value = cells[index]
    if (value === null || value === undefined || value.trim() === '') continue
    const known = seen.get(value)
    if (known) known.count += 1
    else seen.set(value, { value, count: 1, firstRow: rows[index] ?? 0 })
  }
}
