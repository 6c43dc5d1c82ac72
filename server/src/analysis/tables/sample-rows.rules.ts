import { CARRIAGE_RETURN, LINE_FEED } from './dialect-bytes.ts'
import { cellText, isEmptyRow } from './cells.rules.ts'
import { createRowScanner } from './scan-row.rules.ts'

export interface SampleRow {
  line: number
  cells: string[]
  quoted: boolean
}

const SAMPLE_ROWS = 200

/** The first 200 rows that aren't empty, read with this separator. `complete`: `head` is the whole text. */
export const sampleRows = (head: Buffer, complete: boolean, separator: number): SampleRow[] => {
  const { scan } = createRowScanner({ separator, endOfLine: endOfLineOf(head), width: 0 })
  const rows: SampleRow[] = []
  let line = 1
  for (let at = 0; at < head.length && rows.length < SAMPLE_ROWS;) {
    // A quote that isn't closed in all this: text, rather than a sample of two rows.
    const row = scan(head, at, complete || rows.length < 3)
    if (!row) break
    if (!isEmptyRow(head, at, row.end, separator)) {
      const cells = Array.from({ length: row.width }, (_, index) => cellText(head, row, index, 4000).trim())
      rows.push({ line, cells, quoted: row.quoted.subarray(0, row.width).includes(1) })
    }
    line += row.lines
    at = row.next
  }
  return rows
}

/** Lines end with LF, or CRLF, unless there is none and there are CR. */
export const endOfLineOf = (head: Buffer): number =>
  head.includes(LINE_FEED) || !head.includes(CARRIAGE_RETURN) ? LINE_FEED : CARRIAGE_RETURN

/** Where the rows of this width begin. A title may hold one separator by chance: two cells count three times in a row. */
export const firstRegularRow = (rows: SampleRow[], width: number): number => {
  const hasWidth = (row: SampleRow): boolean => row.cells.length === width
  const threeInARow = rows.findIndex((_, index) => rows.slice(index, index + 3).every(hasWidth))
  const first = rows.findIndex(hasWidth)
  return Math.max(0, width > 2 || threeInARow < 0 ? first : threeInARow)
}
