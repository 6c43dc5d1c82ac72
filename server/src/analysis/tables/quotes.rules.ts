import { CARRIAGE_RETURN, LINE_FEED, QUOTE, SPACE, type Dialect } from './dialect-bytes.ts'

/**
 * Where a quoted cell ends when the quote at `quote` closes it: on a separator, an end of line or the end of the bytes,
 * spaces allowed in between. -1 when it is a quote within the text, as in `"le "grand" soir"`.
 */
export const endOfQuotedCell = (bytes: Buffer, quote: number, { separator, endOfLine }: Dialect): number => {
  let at = quote + 1
  while (bytes[at] === SPACE) at += 1
  if (endOfLine === LINE_FEED && bytes[at] === CARRIAGE_RETURN) at += 1
  if (at >= bytes.length) return bytes.length
  return bytes[at] === separator || bytes[at] === endOfLine ? at : -1
}

/**
 * Whether a quoted cell that opened in this column (from 0) holds rows of the table, so that its quote was never meant
 * to open: nearly all its lines are rows; or, of a few lines only, each has exactly the separators of the row it would
 * be, the first and the last ones included.
 */
export const holdsRows = (cell: Buffer, column: number, { separator, endOfLine, width }: Dialect): boolean => {
  const first = cell.indexOf(endOfLine)
  const last = cell.lastIndexOf(endOfLine)
  if (first < 0) return false
  const { lines, rows } = countRows(cell.subarray(first + 1, last + 1), { separator, endOfLine, width })
  if (lines > 1 && rows >= 0.9 * lines) return true
  // A doubled quote within is the mark of a cell that was meant to be quoted.
  if (width < MIN_WIDTH_TO_TELL || rows < lines || cell.includes(QUOTE)) return false
  const before = count(cell.subarray(0, first), separator)
  return before === width - 1 - column && count(cell.subarray(last), separator) === column
}

/** In narrower tables, a text may well have the few separators of a row. */
const MIN_WIDTH_TO_TELL = 4

const countRows = (text: Buffer, { separator, endOfLine, width }: Dialect): { lines: number; rows: number } => {
  let lines = 0
  let rows = 0
  let separators = 0
  for (const byte of text) {
    if (byte === separator) separators += 1
    if (byte !== endOfLine) continue
    if (separators === width - 1) rows += 1
    lines += 1
    separators = 0
  }
  return { lines, rows }
}

const count = (text: Buffer, byte: number): number => text.reduce((sum, other) => (other === byte ? sum + 1 : sum), 0)
