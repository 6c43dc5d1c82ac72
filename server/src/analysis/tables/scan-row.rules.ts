import { CARRIAGE_RETURN as CR, LINE_FEED as LF, QUOTE, SPACE, type Dialect } from './dialect-bytes.ts'
import { endOfQuotedCell, holdsRows } from './quotes.rules.ts'

/** The row last scanned; the object is reused from one row to the next. */
export interface Row {
  width: number
  /** Where each cell lies, without its quotes; only the first MAX_CELLS. */
  starts: Int32Array
  ends: Int32Array
  quoted: Uint8Array
  /** Where the row ends, without its end of line, and where the next one begins. */
  end: number
  next: number
  /** Lines of the file that the row takes. */
  lines: number
  /** Written as the strictest reader wants it. */
  strict: boolean
  hasQuotes: boolean
  strayQuote: boolean
  unclosedQuote: boolean
  nul: boolean
}

export const MAX_CELLS = 16_384

/**
 * A reader of rows that never refuses one. RFC 4180, and beyond it: a quote inside a quoted cell is text unless a
 * separator or the end of the line follows; a cell whose quote never closes, or closes only after swallowing whole
 * rows of the table, is read as if its quote were text.
 *
 * `scan` gives null when the row goes on after the end of `bytes`; with `last`, nothing comes after.
 */
export const createRowScanner = (dialect: Dialect) => {
  const { separator, endOfLine, width } = dialect
  const row: Row = {
    ...{ starts: new Int32Array(MAX_CELLS), ends: new Int32Array(MAX_CELLS), quoted: new Uint8Array(MAX_CELLS) },
    ...{ width: 0, end: 0, next: 0, ...FRESH },
  }
  // No quote closes a cell after this place of these bytes: not searched again for each of many unclosed ones.
  let searched: { bytes: Buffer; from: number } | null = null

  const scan = (bytes: Buffer, start: number, last: boolean): Row | null => {
    Object.assign(row, FRESH)
    row.width = 0
    for (let at = start; ; at += 1) {
      at = scanCell(bytes, at, last)
      if (at < 0) return null
      row.width += 1
      if (bytes[at] === separator) continue
      row.end = at > start && endOfLine === LF && bytes[at - 1] === CR ? at - 1 : at
      row.next = Math.min(at + 1, bytes.length)
      return row
    }
  }

  /** Gives where the cell ends, on its separator or end of line; -1 when that isn't there yet. */
  const scanCell = (bytes: Buffer, start: number, last: boolean): number => {
    let open = start
    while (bytes[open] === SPACE) open += 1
    if (bytes[open] !== QUOTE) return scanPlainCell(bytes, start, last)
    const end = scanQuotedCell(bytes, open, last)
    if (end !== UNCLOSED) {
      if (open > start) row.strict = false
      return end
    }
    row.strict = false
    row.unclosedQuote = true
    return scanPlainCell(bytes, start, last)
  }

  const scanPlainCell = (bytes: Buffer, start: number, last: boolean): number => {
    let at = start
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at]
      if (byte === separator || byte === endOfLine) break
      if (byte === QUOTE || byte === 0 || byte === LF) spoil(byte)
      else if (byte === CR && bytes[at + 1] !== LF && at + 1 < bytes.length) row.strict = false
    }
    if (at === bytes.length && !last) return -1
    const carriageReturn = at > start && bytes[at - 1] === CR && endOfLine === LF && bytes[at] !== separator
    setCell(start, carriageReturn ? at - 1 : at, 0)
    return at
  }

  const spoil = (byte: number | undefined): void => {
    row.strict = false
    if (byte === 0) row.nul = true
  }

  const scanQuotedCell = (bytes: Buffer, open: number, last: boolean): number => {
    let lines = 0
    let strayQuote = false
    let nul = false
    if (searched?.bytes === bytes && open >= searched.from) return last ? UNCLOSED : -1
    for (let at = open + 1; at < bytes.length; at += 1) {
      const byte = bytes[at]
      if (byte === endOfLine) lines += 1
      else if (byte === 0) nul = true
      if (byte !== QUOTE) continue
      if (bytes[at + 1] === QUOTE) {
        at += 1
        continue
      }
      const after = endOfQuotedCell(bytes, at, dialect)
      if (after === bytes.length && !last) return -1
      if (after < 0) {
        strayQuote = true
        continue
      }
      if (lines > 0 && width > 1 && holdsRows(bytes.subarray(open + 1, at), row.width, dialect)) return UNCLOSED
      const direct = after === at + 1 || (after === at + 2 && bytes[at + 1] === CR && bytes[after] !== separator)
      if (!direct || strayQuote || nul) row.strict = false
      row.hasQuotes = true
      row.strayQuote ||= strayQuote
      row.nul ||= nul
      row.lines += lines
      setCell(open + 1, at, 1)
      return after
    }
    searched = { bytes, from: open }
    return last ? UNCLOSED : -1
  }

  const setCell = (start: number, end: number, quoted: 0 | 1): void => {
    if (row.width >= MAX_CELLS) return
    row.starts[row.width] = start
    row.ends[row.width] = end
    row.quoted[row.width] = quoted
  }

  return { scan }
}

const UNCLOSED = -2
const FRESH = { lines: 1, strict: true, hasQuotes: false, strayQuote: false, unclosedQuote: false, nul: false }

export type RowScanner = ReturnType<typeof createRowScanner>
