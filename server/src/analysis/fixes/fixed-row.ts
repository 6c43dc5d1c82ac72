import { isEmptyRow } from '../tables/cells.rules.ts'
import { QUOTE, type Dialect } from '../tables/dialect-bytes.ts'
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
    const cells = rawCells(bytes, row, start, separator)
    const pieces = keptOf(dropped).flatMap((index, at) => {
      const text = edits.get(index)
      const cell = text === undefined ? (cells[index] ?? Buffer.alloc(0)) : encoded(text, row?.quoted[index] === 1)
      return at === 0 ? [cell] : [separatorByte, cell]
    })
    return Buffer.concat([...pieces, bytes.subarray(row.end, row.next)])
  }

  const encoded = (text: string, wasQuoted: boolean): Buffer => {
    const needsQuotes = special.test(text) || (wasQuoted && text !== '')
    return codec.encode(needsQuotes ? `"${text.replaceAll('"', '""')}"` : text)
  }

  const fixed: FixedRow = { kind: 'row', width: 0, get, set, lineCount, bytes: toBytes }
  return { load, fixed }
}

/** Each cell with its quotes and the spaces around them, from one separator to the next; the last one up to the end. */
const rawCells = (bytes: Buffer, row: Row, start: number, separator: number): Buffer[] => {
  const count = Math.min(row.width, MAX_CELLS)
  const cells: Buffer[] = []
  let from = start
  for (let index = 0; index < count; index += 1) {
    let to = row.ends[index] ?? from
    if (row.quoted[index] && bytes[to] === QUOTE) while (to < row.end && bytes[to] !== separator) to += 1
    if (index === count - 1) to = row.end
    cells.push(bytes.subarray(from, to))
    from = to + 1
  }
  return cells
}
