import { readFile } from 'node:fs/promises'
// SheetJS, in its maintained form: reads the binary workbooks of Excel 97-2003 and OpenDocument, whole, in memory.
import { read, utils, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { formattedNumber } from './cell-text.rules.ts'
import { numberFormatOf } from './number-formats.rules.ts'
import { damaged, encrypted, unpackedTooLarge } from './problems.ts'
import { MAX_MERGED_RANGES, type SheetSink, type WalkSheets } from './workbook.ts'

/** In memory it takes thirty times its size: the worker would be stopped without a word on the reason. */
const MOST_BYTES = 20_000_000

/** The sheets of an XLS or ODS workbook, in its order. */
export const walkWithLibrary: WalkSheets = async (path, limits, onSheet) => {
  const bytes = await readFile(path)
  if (bytes.length > MOST_BYTES) throw unpackedTooLarge(MOST_BYTES)
  const book = open(bytes, limits.cells)
  const date1904 = book.Workbook?.WBProps?.date1904 ?? false
  for (const [index, name] of book.SheetNames.entries()) {
    const sink = onSheet({ name, hidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0 })
    const sheet = book.Sheets[name]
    if (sink && sheet) walkSheet(sheet, sink, date1904)
  }
}

const open = (bytes: Buffer, mostCells: number): WorkBook => {
  try {
    // Rows beyond are no table; repeated ones (ODS) are not written out.
    return read(bytes, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellText: false,
      sheetRows: Math.min(mostCells, 1_048_576),
    })
  } catch (error) {
    if (/password|encrypt/i.test(String(error))) throw encrypted()
    throw damaged()
  }
}

const walkSheet = (sheet: WorkSheet, sink: SheetSink, date1904: boolean): void => {
  const rows = (sheet['!data'] ?? []) as (CellObject | undefined)[][]
  for (const [index, cells] of rows.entries()) {
    if (!cells) continue
    const texts = Array.from(cells, (cell) => (cell ? textOf(cell, date1904) : ''))
    if (texts.some((text) => text !== '')) sink.row(index + 1, texts)
  }
  const merges = (sheet['!merges'] ?? []).slice(0, MAX_MERGED_RANGES).map((range) => utils.encode_range(range))
  sink.end({ mergedRanges: merges, fillCount: 0 })
}

const ERRORS: Record<number, string> = {
  ...{ 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A' },
}

const textOf = ({ t, v, z }: CellObject, date1904: boolean): string => {
  if (v === undefined || v === null || t === 'z') return ''
  if (t === 'e') return ERRORS[Number(v)] ?? '#N/A'
  if (typeof v === 'boolean') return v ? 'true' : 'false'
  return typeof v === 'number' ? formattedNumber(v, numberFormatOf(String(z ?? 'General')), date1904) : String(v)
}
