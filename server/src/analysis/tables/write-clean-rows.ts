import type { Issue } from '../model.ts'
import { cellText, isEmptyRow } from './cells.rules.ts'
import type { Dialect } from './dialect-bytes.ts'
import { createRowIssues, type RowIssues } from './row-issues.rules.ts'
import { createRowOutput } from './row-output.ts'
import { createRowScanner, MAX_CELLS, type Row } from './scan-row.rules.ts'
import { walkRows } from './walk-rows.ts'

export interface CleanRows {
  rowCount: number
  issues: Issue[]
  longestRowBytes: number
  /** Some cell holds a line break: no reader may start in the middle of the file. */
  hasLineBreaks: boolean
  hasQuotes: boolean
}

/**
 * Writes the rows of the table, from line `firstLine` on and without the header, as the strictest CSV: UTF-8, LF, each
 * row of the right width. Values are untouched. All tolerance is here, where it is counted and said; the engine that
 * reads the result has nothing to guess, and never a reason to stop.
 */
export const writeCleanRows = async (
  chunks: AsyncGenerator<Buffer>,
  dialect: Dialect,
  { firstLine, path }: { firstLine: number; path: string },
): Promise<CleanRows> => {
  const { separator, width } = dialect
  const scanner = createRowScanner(dialect)
  const issues = createRowIssues()
  const result: CleanRows = { rowCount: 0, issues: [], longestRowBytes: 0, hasLineBreaks: false, hasQuotes: false }
  const output = createRowOutput(path)
  // Blank lines are an oddity only above other rows: at the very end, they are how many files end.
  let blankLines: number[] = []

  const visit = (bytes: Buffer, row: Row, start: number, line: number): void => {
    if (line < firstLine) return
    if (isEmptyRow(bytes, start, row.end, separator)) {
      if (row.width > 1) issues.add('empty_rows', line)
      else blankLines.push(line)
      return
    }
    for (const blankLine of blankLines) issues.add('empty_rows', blankLine)
    blankLines = []
    noteIssues(issues, bytes, row, line, width)
    result.rowCount += 1
    result.hasLineBreaks ||= row.lines > 1 || !row.strict
    result.hasQuotes ||= row.hasQuotes
    const clean = row.strict && row.width === width ? bytes.subarray(start, row.end) : rewritten(bytes, row, dialect)
    result.longestRowBytes = Math.max(result.longestRowBytes, clean.length)
    output.write(clean)
  }

  try {
    await walkRows(chunks, scanner, visit)
  } finally {
    output.close()
  }
  return { ...result, issues: issues.list() }
}

const noteIssues = (issues: RowIssues, bytes: Buffer, row: Row, line: number, width: number): void => {
  if (row.width < width) issues.add(isCut(row) ? 'cut_last_row' : 'short_rows', line)
  if (row.width > width && hasMoreThan(width, bytes, row)) issues.add('long_rows', line)
  if (row.strayQuote) issues.add('stray_quotes', line)
  if (row.unclosedQuote) issues.add('unclosed_quote', line)
  if (row.nul) issues.add('nul_bytes', line)
}

/** The text ends in the middle of the row, after some cells of it: a note under a table is a cell alone. */
const isCut = (row: Row): boolean => row.width > 1 && row.next === row.end

/** Separators at the end of each line are a habit of spreadsheets: only extra values matter. */
const hasMoreThan = (width: number, bytes: Buffer, row: Row): boolean => {
  for (let index = width; index < Math.min(row.width, MAX_CELLS); index += 1) {
    if (cellText(bytes, row, index, 1000).trim() !== '') return true
  }
  return row.width > MAX_CELLS
}

const rewritten = (bytes: Buffer, row: Row, { separator, width }: Dialect): Buffer => {
  const special = new RegExp(`["\\r\\n\\u${separator.toString(16).padStart(4, '0')}]`)
  const cells = Array.from({ length: width }, (_, index) => {
    const text = cellText(bytes, row, index)
    return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  })
  return Buffer.from(cells.join(String.fromCharCode(separator)))
}
