import type { FileFix } from '../finding.ts'
import {
  decimalPoints,
  emptyValues,
  isoDate,
  padZeros,
  stripControls,
  stripDecimals,
  trimCell,
  type CellFix,
} from './cells.rules.ts'
import type { FixedRow } from './fixed-row.ts'
import type { AppliedFix } from './model.ts'
import { badName, headerLine, nameTaken, noColumnLeft, noHeader, unknownColumn, unknownLine } from './refusals.ts'
import { createRowSet } from './row-set.ts'

/** One fix at work on the rows, in their order. */
export interface Stage {
  /** False: the row leaves the file. */
  take(row: FixedRow): boolean
  /** What it did, once every row has gone by. Throws `Invalid` when it was about something that isn't there. */
  finish(): AppliedFix
}

/** The table as the fixes before have left it: what the next one speaks of. */
export interface TableState {
  /** Names of its columns, and their 0-based places in the rows of the original. */
  names: string[]
  places: number[]
  hasHeader: boolean
  /** Places that are gone, for who writes the rows. */
  dropped: Set<number>
}

/** Prepares a fix, and leaves the state as the next one will find it. Throws `Invalid` for columns that aren't there. */
export const stageOf = (fix: TextFix, state: TableState): Stage => {
  switch (fix.action) {
    case 'to_utf8':
      return { take: () => true, finish: () => ({ columns: [], count: null }) }
    case 'pad_zeros':
      return onCells(padZeros(fix.length), [fix.column], state)
    case 'strip_decimals':
      return onCells(stripDecimals, [fix.column], state)
    case 'iso_dates':
      return onCells(isoDate, [fix.column], state)
    case 'decimal_points':
      return onCells(decimalPoints, [fix.column], state)
    case 'empty_values':
      return onCells(emptyValues(fix.values), [fix.column], state)
    case 'trim_cells':
      return onCells(trimCell, fix.columns, state)
    case 'strip_control_characters':
      return strippingEverywhere(new Set(state.dropped))
    case 'rename_columns':
      return renaming(fix.names, state)
    case 'drop_columns':
      return droppingColumns(fix.columns, state)
    case 'drop_lines':
      return droppingLines(fix.lines, new Set(state.dropped))
    case 'drop_duplicate_rows':
      return droppingDuplicates([...state.places])
    case 'swap_columns':
      return swapping(fix.columns, state)
  }
}

/** The fixes made row by row. */
export type TextFix = Exclude<FileFix, { action: 'export_sheet' | 'rename_file' }>

const placeOf = ({ places }: TableState, column: number): number => {
  const place = places[column - 1]
  if (place === undefined) throw unknownColumn(column, places.length)
  return place
}

const namesOf = ({ names }: TableState, columns: number[]): string[] => columns.map((column) => names[column - 1] ?? '')

const onCells = (fix: CellFix, columns: number[], state: TableState): Stage => {
  const places = columns.map((column) => placeOf(state, column))
  const told = namesOf(state, columns)
  let count = 0
  return {
    take: (row) => {
      if (row.kind !== 'row') return true
      for (const place of places) if (row.set(place, fix(row.get(place)))) count += 1
      return true
    },
    finish: () => ({ columns: told, count }),
  }
}

const strippingEverywhere = (gone: ReadonlySet<number>): Stage => {
  let count = 0
  return {
    take: (row) => {
      if (row.kind === 'above' || row.kind === 'blank') return true
      for (let place = 0; place < row.width; place += 1)
        if (!gone.has(place) && row.set(place, stripControls(row.get(place)))) count += 1
      return true
    },
    finish: () => ({ columns: [], count }),
  }
}

const renaming = (names: Record<number, string>, state: TableState): Stage => {
  if (!state.hasHeader) throw noHeader()
  const renamed = Object.entries(names).map(([column, name]) => ({ column: Number(column), name: name.trim() }))
  const places = renamed.map(({ column, name }) => ({ place: placeOf(state, column), name }))
  const told = namesOf(
    state,
    renamed.map(({ column }) => column),
  )
  for (const { column, name } of renamed) {
    if (name === '' || name.length > 200 || /[\u0000-\u001f]/.test(name)) throw badName()
    state.names[column - 1] = name
  }
  for (const { name } of renamed) if (state.names.filter((other) => other === name).length > 1) throw nameTaken(name)
  let count = 0
  return {
    take: (row) => {
      if (row.kind === 'header') for (const { place, name } of places) if (row.set(place, name)) count += 1
      return true
    },
    finish: () => ({ columns: told, count }),
  }
}

const droppingColumns = (columns: number[], state: TableState): Stage => {
  const gone = new Set(columns.map((column) => placeOf(state, column)))
  const told = namesOf(state, columns)
  if (gone.size === state.places.length) throw noColumnLeft()
  state.names = state.names.filter((_, index) => !gone.has(state.places[index] ?? -1))
  state.places = state.places.filter((place) => !gone.has(place))
  for (const place of gone) state.dropped.add(place)
  return { take: () => true, finish: () => ({ columns: told, count: gone.size }) }
}

const droppingLines = (lines: number[], gone: ReadonlySet<number>): Stage => {
  const missing = new Set(lines)
  let next = 1
  let count = 0
  return {
    take: (row) => {
      const first = next
      next += row.lineCount(gone)
      let isAsked = false
      for (let line = first; line < next; line += 1) if (missing.delete(line)) isAsked = true
      if (isAsked && row.kind === 'header') throw headerLine(first)
      if (isAsked) count += 1
      return !isAsked
    },
    finish: () => {
      const [line] = missing
      if (line !== undefined) throw unknownLine(line)
      return { columns: [], count }
    },
  }
}

/** The first of equal rows stays. */
const droppingDuplicates = (places: number[]): Stage => {
  const seen = createRowSet()
  let count = 0
  return {
    take: (row) => {
      if (row.kind !== 'row') return true
      const cells = places.map((place) => row.get(place).replaceAll('\0', ''))
      if (seen.add(JSON.stringify(cells))) return true
      count += 1
      return false
    },
    finish: () => ({ columns: [], count }),
  }
}

const swapping = ([first, second]: [number, number], state: TableState): Stage => {
  const [one, other] = [placeOf(state, first), placeOf(state, second)]
  const told = namesOf(state, [first, second])
  let count = 0
  return {
    take: (row) => {
      if (row.kind !== 'row') return true
      const [left, right] = [row.get(one), row.get(other)]
      if (left === right) return true
      row.set(one, right)
      row.set(other, left)
      count += 1
      return true
    },
    finish: () => ({ columns: told, count }),
  }
}
