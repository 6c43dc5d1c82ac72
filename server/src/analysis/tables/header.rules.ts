import { firstRegularRow, type SampleRow } from './sample-rows.rules.ts'

export interface FoundHeader {
  /** The row that names the columns; null when the first one is already data. */
  row: SampleRow | null
  /** Line of the first row of the table, header included: what lies above is titles. */
  firstLine: number
}

/**
 * The first row of the table is its header, unless it clearly isn't: it holds a number or a date, and no column where
 * a name stands above numbers. Years (2019;2020) and empty cells are good names.
 */
export const findHeader = (rows: SampleRow[], width: number): FoundHeader | null => {
  const index = firstTableRow(rows, width)
  const row = rows[index]
  if (!row) return null
  const isData = clearlyData(
    row.cells,
    rows.slice(index + 1).map((below) => below.cells),
  )
  return { row: isData ? null : row, firstLine: row.line }
}

const firstTableRow = (rows: SampleRow[], width: number): number => {
  let index = firstRegularRow(rows, width)
  const usual = median(rows.slice(index).map(filled))
  while (isPaddedTitle(rows[index], rows[index + 1], usual)) index += 1
  return isNarrowHeader(rows, index, width) ? index - 1 : index
}

/** Spreadsheets export a title as `Title;;;;`, as wide as the table below. */
const isPaddedTitle = (row: SampleRow | undefined, next: SampleRow | undefined, usual: number): boolean => {
  if (!row || !next || usual < 2 || next.cells.some(isPlainValue)) return false
  return filled(row) < Math.max(2, usual / 2) && filled(next) > filled(row)
}

const median = (counts: number[]): number => counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0

/** A header a cell shorter or longer than its rows, as when each row ends with a separator and the header does not. */
const isNarrowHeader = (rows: SampleRow[], index: number, width: number): boolean => {
  const above = rows[index - 1]
  const row = rows[index]
  if (!above || !row || filled(above) < Math.max(2, width - 1) || above.cells.some(isPlainValue)) return false
  const below = rows.slice(index + 1).map(({ cells }) => cells)
  return clearlyData(row.cells, below) || !namesNumbers(row.cells, below)
}

const filled = ({ cells }: SampleRow): number => cells.filter((cell) => cell !== '').length

const clearlyData = (cells: string[], below: string[][]): boolean =>
  cells.some(isPlainValue) && !namesNumbers(cells, below)

/** A column whose first cell is a word, and nearly all the others numbers or dates. */
const namesNumbers = (cells: string[], below: string[][]): boolean =>
  cells.some((cell, index) => {
    if (cell === '' || isValue(cell)) return false
    const values = below.map((row) => row[index] ?? '').filter((value) => value !== '')
    return values.length > 0 && values.filter(isValue).length >= 0.8 * values.length
  })

/** Numbers, dates, amounts, percentages, codes of digits. */
const isValue = (cell: string): boolean => /^[-+]?[\d.,]*\d[\d\s.,/:%€-]*$/.test(cell)

const isPlainValue = (cell: string): boolean => isValue(cell) && !/^(19|20)\d\d$/.test(cell)
