import { CARRIAGE_RETURN, LINE_FEED, SPACE, type Dialect } from './dialect-bytes.ts'

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

/** Whether nearly all the lines within a quoted cell are rows of the table: its quote was never meant to open. */
export const holdsRows = (cell: Buffer, { separator, endOfLine, width }: Dialect): boolean => {
  let lines = 0
  let rows = 0
  let separators = 0
  for (const byte of cell) {
    if (byte === separator) separators += 1
    if (byte !== endOfLine) continue
    // The first line is what follows the quote on its own row.
    if (lines > 0 && separators === width - 1) rows += 1
    lines += 1
    separators = 0
  }
  return lines > 1 && rows >= 0.9 * (lines - 1)
}
