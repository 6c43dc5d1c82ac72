import type { Engine } from './engine.ts'
import type { ColumnStats, Misfit } from './engine.ts'
import type { Column, Issue, Table } from './model.ts'
import { detectMeaning, isCode } from './meanings/detect-meaning.rules.ts'
import { checkColumn, isPersonal, isSpoiltCode } from './checks/check-file.ts'
import type { CheckedFile, ValueCount } from './checks/rule.ts'
import type { Finding } from './finding.ts'
import { settleTypes } from './tables/choose-types.ts'
import { emptyTailLength } from './tables/column-names.rules.ts'
import { examinedRanges, examineValues } from './tables/examine-values.ts'
import type { FoundHeader } from './tables/header.rules.ts'
import { emptyTrailingColumns } from './tables/layout-issues.rules.ts'
import { profileOf } from './tables/profile.rules.ts'
import type { Writing } from './tables/writings.rules.ts'

const FIRST_ROWS = 200
const LAST_ROWS = 5
const SAMPLE_ROWS = 20
const CELL_CHARACTERS = 1000
const MISFITS_SHOWN = 10

interface Written {
  guessed: (Writing | null)[]
  header: FoundHeader
  names: string[]
  rowCount: number
}

interface Described extends Pick<Table, 'columns' | 'sample' | 'examinedRows' | 'duplicateRowCount'> {
  findings: Finding[]
  emptyTail: Issue | null
  firstRows: CheckedFile['firstRows']
  lastRows: CheckedFile['lastRows']
}

/** What the columns of a written table are: types over all their cells, meanings, profiles, and what rules say of them. */
export const describeColumns = async (engine: Engine, written: Written): Promise<Described> => {
  const { names, header, rowCount } = written
  const width = names.length
  const { writings, stats } = await settleTypes(engine, written.guessed)
  const headerCells = header.row?.cells ?? []
  const tail = emptyTailLength(
    stats.map(({ filled }) => filled === 0),
    headerCells,
  )
  const ranges = examinedRanges(rowCount, width)
  const examinedRows = ranges ? ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0) : rowCount
  const around = { names: names.slice(0, width - tail), rowCount, examinedRows }
  const columns: Column[] = []
  const findings: Finding[] = []
  const misfits = await misfitsOf(engine, writings, stats)
  await examineValues(engine, width - tail, ranges, (position, values) => {
    const index = position - 1
    const name = names[index] ?? ''
    const columnAs = (writing: Writing | null): Column => {
      const described = describe(name, writing, stats[index] as ColumnStats, values, rowCount)
      const shown = described.type === 'text' ? [] : (misfits[index] ?? [])
      return { name, writtenName: headerCells[index] ?? '', ...described, misfits: shown }
    }
    const read = columnAs(writings[index] ?? null)
    const found = checkColumn({ ...read, position, values }, around)
    findings.push(...found)
    // Codes that a spreadsheet took for numbers are codes still.
    const column = found.some(isSpoiltCode) ? columnAs(null) : read
    columns.push(found.some(isPersonal) ? withoutValues(column) : column)
  })
  const firstRows = await engine.readRows(width - tail, FIRST_ROWS, CELL_CHARACTERS + 1)
  const lastRow = Math.max(1, rowCount - LAST_ROWS + 1)
  const lastRows = await engine.readRows(width - tail, LAST_ROWS, CELL_CHARACTERS, lastRow)
  return {
    ...{ columns, findings, examinedRows, firstRows },
    sample: firstRows.slice(0, SAMPLE_ROWS).map((cells) => cells.map(cutCell)),
    lastRows: lastRows.map((cells, index) => ({ row: lastRow + index, cells })),
    duplicateRowCount: ranges ? null : await engine.countDuplicates(width),
    emptyTail: tail > 0 ? emptyTrailingColumns(tail) : null,
  }
}

/** What its values designate nobody repeats: not in a menu, not in a report. */
const withoutValues = (column: Column): Column => ({
  ...column,
  misfits: [],
  profile: { ...column.profile, top: [], min: null, max: null },
})

const misfitsOf = async (engine: Engine, writings: (Writing | null)[], stats: ColumnStats[]) => {
  const misfits: Column['misfits'][] = []
  for (const [index, writing] of writings.entries()) {
    const { filled = 0, fitting = 0 } = stats[index] ?? {}
    const found: Misfit[] = writing && fitting < filled ? await engine.misfits(index + 1, MISFITS_SHOWN) : []
    misfits.push(found.map(({ row, text }) => ({ row, value: cutCell(text) ?? '' })))
  }
  return misfits
}

const describe = (
  name: string,
  writing: Writing | null,
  stats: ColumnStats,
  values: ValueCount[],
  rowCount: number,
): Omit<Column, 'name' | 'writtenName' | 'misfits'> => {
  const meaning = detectMeaning(name, values)
  // Digits that designate something are no number: nobody adds up SIRETs.
  const own = isCode(meaning) ? null : writing
  return {
    ...{ type: own?.type ?? 'text', notation: own?.notation ?? null, emptyCount: rowCount - stats.filled, meaning },
    misfitCount: own ? stats.filled - stats.fitting : 0,
    profile: profileOf(own ? stats : { ...stats, ...NO_BOUNDS }, own, values),
  }
}

const NO_BOUNDS = { min: null, max: null, mean: null, standardDeviation: null }

const cutCell = (cell: string | null): string | null =>
  cell !== null && cell.length > CELL_CHARACTERS ? `${cell.slice(0, CELL_CHARACTERS)}…` : cell
