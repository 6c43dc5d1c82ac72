import type { Limits } from '../../model.ts'

export interface SheetHeading {
  name: string
  hidden: boolean
}

/** What receives the rows of a sheet, in order. */
export interface SheetSink {
  /** 1-based row, its cells from column A on, and how many times it is repeated below. Empty rows may be left out. */
  row(row: number, cells: readonly string[], times?: number): void
  end(facts: SheetFacts): void
}

export interface SheetFacts {
  mergedRanges: string[]
  fillCount: number
}

/** Gives each sheet, in the order of the workbook, to a sink; `null` for a sheet that isn't wanted. */
export type WalkSheets = (
  path: string,
  limits: Limits,
  onSheet: (heading: SheetHeading) => SheetSink | null,
) => Promise<void>

export const MAX_MERGED_RANGES = 100
/** Column XFD, in Excel since 2007 and in LibreOffice since 7.4. */
export const MAX_COLUMNS = 16_384
export const MAX_ROWS = 1_048_576
/** Excel allows 32,767 characters in a cell. */
export const MAX_CELL_CHARACTERS = 1_048_576
