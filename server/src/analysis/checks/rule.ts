import type { Finding } from '../finding.ts'
import type { Column, Geo, Problem, Sheet, Table } from '../model.ts'

/** What a rule on a whole file may look at. */
export interface CheckedFile {
  fileName: string
  /** By content. */
  format: string
  problem: Problem | null
  sheets: Sheet[] | null
  geo: Geo | null
  /** Null for a file that is no table. */
  table: Table | null
  /** The first 200 rows of the table, and its last 5, as written; null for an empty cell. */
  firstRows: (string | null)[][]
  lastRows: { row: number; cells: (string | null)[] }[]
}

/** What a rule on one column may look at; it is called for each of them in turn. */
export interface CheckedColumn extends Column {
  /** 1-based. */
  position: number
  /** The different filled cells of the examined rows, as written, with how often each comes and where first. */
  values: ValueCount[]
}

export interface ValueCount {
  value: string
  count: number
  /** 1-based row of the table. */
  firstRow: number
}

/** A pure function, and the name that its findings have. */
export interface FileRule {
  id: string
  check(file: CheckedFile): Finding[]
}

export interface ColumnRule {
  id: string
  check(column: CheckedColumn, table: Around): Finding[]
}

/** What a rule on a column may know of the table around it. */
export interface Around {
  /** Of all the columns. */
  names: string[]
  rowCount: number
  examinedRows: number
}
