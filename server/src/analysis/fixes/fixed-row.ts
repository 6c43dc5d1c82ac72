import { isEmptyRow } from '../tables/cells.rules.ts'
import { SPACE, type Dialect } from '../tables/dialect-bytes.ts'
import { MAX_CELLS, type Row } from '../tables/scan-row.rules.ts'
import type { TextCodec } from './text-codec.ts'

export type RowKind = 'above' | 'header' | 'row' | 'blank'

/** One row on its way through the fixes; the object is reused from one row to the next. */
export interface FixedRow {
  kind: RowKind
  width: number
  /** The text of a cell, by its 0-based place in the original row; empty where the row is shorter. */
  get(index: number): string
  /** True when the cell had another text. */
  set(index: number, text: string): boolean
  /** Lines of the file that it takes, without the cells of the columns that are `gone` at that point. */
  lineCount(gone: ReadonlySet<number>): number
  /** As it came when nothing changed; else its cells joined again, those untouched with their own bytes. */
  bytes(): Buffer
}

/** `dropped` is shared with the fixes that fill it: places of the columns that are gone. */
export const createFixedRow = (codec: TextCodec, { separator, endOfLine }: Dialect, dropped: ReadonlySet<number>) => {
  const edits = new Map<number, string>()
  const endOfLineText = String.fromCharCode(endOfLine)
  const special = new RegExp(`["\\r\\n\\u${separator.toString(16).padStart(4, '0')}]`)
  const separatorByte = Buffer.from([separator])
  let bytes = Buffer.alloc(0) as Buffer
  let row: Row | undefined
  let start = 0

  const load = (source: Buffer, scanned: Row, from: number): void => {
    bytes = source
    row = scanned
    start = from
    edits.clear()
    fixed.width = Math.min(scanned.width, MAX_CELLS)
    fixed.kind = isEmptyRow(source, from, scanned.end, separator) ? 'blank' : 'row'
  }

  const get = (index: number): string => edits.get(index) ?? written(index)

  const written = (index: number): string => {
    if (!row || index >= fixed.width) return ''
    const text = codec.decode(bytes, row.starts[index] ?? 0, row.ends[index] ?? 0)
    return row.quoted[index] ? text.replaceAll('""', '"') : text
  }

  const set = (index: number, text: string): boolean => {
    if (get(index) === text) return false
    edits.set(index, text)
    fixed.width = Math.max(fixed.width, index + 1)
    return true
  }

  /** Titles above the table have no columns. */
  const isUntouched = (gone: ReadonlySet<number>): boolean =>
    edits.size === 0 && (gone.size === 0 || fixed.kind === 'above')

  const lineCount = (gone: ReadonlySet<number>): number => {
    if (!row || isUntouched(gone) || row.lines === 1) return row?.lines ?? 1
    const breaks = keptOf(gone).map((index) => get(index).split(endOfLineText).length - 1)
    return breaks.reduce((sum, count) => sum + count, 1)
  }

  const keptOf = (gone: ReadonlySet<number>): number[] =>
    Array.from({ length: fixed.width }, (_, index) => index).filter((index) => !gone.has(index))

  const toBytes = (): Buffer => {
    if (!row) return Buffer.alloc(0)
    if (isUntouched(dropped)) return bytes.subarray(start, row.next)
    const count = Math.min(row.width, MAX_CELLS)
    const pieces: Buffer[] = []
    let at = start
    let gone = 0
    for (let index = 0; index < count; index += 1) {
      const text = edits.get(index)
      const isGone = dropped.has(index)
      if (text === undefined && !isGone) continue
      const { from, to } = cellSpan(bytes, row, index, start, separator)
      // With a cell goes the separator before it, or the one after it when nothing is left before.
      const isFirst = index === gone
      pieces.push(bytes.subarray(at, isGone && !isFirst ? from - 1 : from))
      if (!isGone && text !== undefined) pieces.push(encoded(text, row.quoted[index] === 1))
      at = isGone && isFirst && to < row.end ? to + 1 : to
      if (isGone) gone += 1
    }
    pieces.push(bytes.subarray(at, row.end), ...cellsBeyond(count), bytes.subarray(row.end, row.next))
    return Buffer.concat(pieces)
  }

  /** Of a row that was too short for the value that it got. */
  const cellsBeyond = (count: number): Buffer[] =>
    Array.from({ length: fixed.width - count }, (_, more) => count + more)
      .filter((index) => !dropped.has(index))
      .flatMap((index) => [separatorByte, encoded(edits.get(index) ?? '', false)])

  const encoded = (text: string, wasQuoted: boolean): Buffer => {
    const needsQuotes = special.test(text) || (wasQuoted && text !== '')
    return codec.encode(needsQuotes ? `"${text.replaceAll('"', '""')}"` : text)
  }

  const fixed: FixedRow = { kind: 'row', width: 0, get, set, lineCount, bytes: toBytes }
  return { load, fixed }
}

/** A cell with its quotes and the spaces around them, from one separator to the next; the last one up to the end. */
const cellSpan = (
  bytes: Buffer,
  row: Row,
  index: number,
  start: number,
  separator: number,
): { from: number; to: number } => {
  let from = row.starts[index] ?? start
  let to = row.ends[index] ?? from
  if (row.quoted[index]) {
    from -= 1
    while (from > start && bytes[from - 1] === SPACE) from -= 1
    while (to < row.end && bytes[to] !== separator) to += 1
  }
  return { from, to: index === Math.min(row.width, MAX_CELLS) - 1 ? row.end : to }
}
