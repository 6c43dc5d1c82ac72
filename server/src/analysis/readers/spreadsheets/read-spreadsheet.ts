import { join } from 'node:path'
import type { Sheet } from '../../model.ts'
import { createCsvRows, type CsvRows } from '../csv-rows.ts'
import type { Reader } from '../reader.ts'
import { sheetTooLarge } from './problems.ts'
import type { SheetFacts, SheetHeading, SheetSink } from './workbook.ts'
import { walkWithLibrary } from './walk-with-library.ts'
import { walkXlsx } from './xlsx/walk-xlsx.ts'

/** More empty rows than this in the middle of a sheet are two tables, or an accident far below the first. */
const MOST_EMPTY_ROWS = 1_000
const MOST_SHEETS = 200

/**
 * The table of a workbook is its largest visible sheet, unless one is asked for; all are told. A sheet has as many rows and columns as are
 * filled, whatever it declares.
 */
export const readSpreadsheet: Reader = async (file, format) => {
  const sheets: OpenSheet[] = []
  const walk = format === 'xlsx' ? walkXlsx : walkWithLibrary
  await walk(file.path, file.limits, (heading) => {
    if (sheets.length >= MOST_SHEETS) return null
    const sheet = openSheet(heading, join(file.scratchFolder, `sheet-${sheets.length}.rows`), file.limits.cells)
    sheets.push(sheet)
    return sheet.sink
  }).catch(async (error: unknown) => {
    // The worker goes on to other files: nothing stays open behind this one.
    for (const { csv } of sheets) await csv.drop()
    throw error
  })
  const size = ({ rows, columns }: OpenSheet): number => rows * columns
  const asked = typeof file.sheet === 'number' ? sheets[file.sheet - 1]?.heading.name : file.sheet
  const isAsked = ({ heading }: OpenSheet): boolean => file.sheet === undefined || heading.name === asked
  const candidates = sheets.filter((sheet) => size(sheet) > 0 && isAsked(sheet))
  const visible = candidates.filter(({ heading }) => !heading.hidden)
  const chosen = (visible.length > 0 ? visible : candidates).toSorted((a, b) => size(b) - size(a))[0]
  const csvPath = chosen ? join(file.scratchFolder, 'sheet.csv') : null
  for (const sheet of sheets)
    await (sheet === chosen && csvPath ? sheet.csv.finish(csvPath, sheet.columns) : sheet.csv.drop())
  return { csvPath, hasHeader: false, geo: null, sheets: sheets.map((sheet) => describe(sheet, sheet === chosen)) }
}

interface OpenSheet {
  heading: SheetHeading
  sink: SheetSink
  csv: CsvRows
  rows: number
  columns: number
  facts: SheetFacts
}

const openSheet = (heading: SheetHeading, path: string, mostCells: number): OpenSheet => {
  const csv = createCsvRows(path)
  const sheet: OpenSheet = {
    ...{ heading, csv, rows: 0, columns: 0, facts: { mergedRanges: [], fillCount: 0 } },
    sink: {
      row: (row, cells, times = 1) => {
        const width = 1 + cells.findLastIndex((cell) => cell !== '')
        if (width === 0) return
        const gap = row - sheet.rows - 1
        // Blank lines keep the numbers of the rows, as people see them; too many of them end the table.
        for (let blank = 0; blank < Math.min(gap, MOST_EMPTY_ROWS); blank += 1) csv.write([])
        for (let time = 0; time < times; time += 1) csv.write(cells.slice(0, width))
        sheet.rows = row + times - 1
        sheet.columns = Math.max(sheet.columns, width)
        if (sheet.rows * sheet.columns > mostCells)
          throw sheetTooLarge(heading.name, sheet.rows, sheet.columns, mostCells)
      },
      end: (facts) => void (sheet.facts = facts),
    },
  }
  return sheet
}

const describe = ({ heading, rows, columns, facts }: OpenSheet, chosen: boolean): Sheet => ({
  ...{ ...heading, rowCount: rows, columnCount: columns, chosen, ...facts },
})
