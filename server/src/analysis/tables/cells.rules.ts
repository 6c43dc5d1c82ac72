import { CARRIAGE_RETURN, QUOTE, SPACE, TAB } from './dialect-bytes.ts'
import { MAX_CELLS, type Row } from './scan-row.rules.ts'

/** The text of a cell: doubled quotes made one, NUL characters taken out (neither JSON columns nor readers take them). */
export const cellText = (bytes: Buffer, row: Row, index: number, maxBytes = Infinity): string => {
  if (index >= Math.min(row.width, MAX_CELLS)) return ''
  const start = row.starts[index] ?? 0
  const text = bytes.toString('utf8', start, Math.min(row.ends[index] ?? start, start + maxBytes))
  const unquoted = row.quoted[index] ? text.replaceAll('""', '"') : text
  return row.nul ? unquoted.replaceAll('\0', '') : unquoted
}

/** Nothing but separators, quotes and spaces. */
export const isEmptyRow = (bytes: Buffer, start: number, end: number, separator: number): boolean => {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at]
    if (
      byte !== separator &&
      byte !== SPACE &&
      byte !== QUOTE &&
      byte !== CARRIAGE_RETURN &&
      byte !== TAB &&
      byte !== 0
    )
      return false
  }
  return true
}
