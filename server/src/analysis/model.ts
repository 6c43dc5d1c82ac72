import type { Text } from '../lib/text.ts'

/** Raise it to have every file inspected again. */
export const ANALYSER_VERSION = 1

/** What a file is, by its content: keyed by the content's hash, made once for the same bytes. All of it is JSON. */
export interface Inspection {
  analyserVersion: number
  /** Lower-case, by content: `csv`, `tsv`, `geojson`, `xlsx`, `pdf`, `text`, `binary`…; `unknown` when the inspection died first. */
  format: string
  outcome: 'table' | 'no_table' | 'failed'
  problem: Problem | null
  table: Table | null
  durationMs: number
}

export interface InspectedFile {
  path: string
  fileName: string
  sizeBytes: number
  /** Written, whole and synced, only when the outcome is `table`. */
  parquetPath: string
}

export interface Inspector {
  /**
   * Never throws for a bad file: a crash, a timeout, unreadable bytes are outcomes to record. Throws `Unavailable` when
   * the machine is at fault (full disk, missing file, `close` meanwhile): nothing is known of the file, try again later.
   */
  inspect(file: InspectedFile): Promise<Inspection>
  /** The workers alive, for whoever watches the machine. */
  workerPids(): number[]
  close(): Promise<void>
}

export type ProblemCode =
  'timeout' | 'out_of_memory' | 'crash' | 'unreadable' | 'empty' | 'no_columns' | 'too_many_columns' | 'line_too_long'

export interface Problem {
  code: ProblemCode
  message: Text
  /** What the reader said, in its words: for the logs and the operator, never shown. */
  detail?: string
}

export interface Table {
  encoding: Encoding
  separator: string
  /** Null when no cell of the file is quoted. */
  quote: '"' | null
  /** 1-based line of the header in the file, below any title; null when the file has none. */
  headerLine: number | null
  rowCount: number
  /** In the order of the file: the n-th one is the Parquet column `c<n>`. */
  columns: Column[]
  /** The first 20 rows, raw text; a cell is cut at 1,000 characters with `…`. */
  sample: (string | null)[][]
  issues: Issue[]
}

export type Encoding =
  'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-15' | 'macroman' | 'cp850'

export interface Column {
  /** Unique in the table; as in the file, except for outer and repeated spaces, duplicates and empty names. */
  name: string
  type: ColumnType
  /** How the values are written, where a type has several ways: what a reader needs to convert them. */
  notation: Notation | null
  /** Cells that are empty or hold only spaces. */
  emptyCount: number
}

export type ColumnType = 'text' | 'integer' | 'number' | 'date' | 'datetime' | 'boolean'
export type Notation = 'decimal_point' | 'decimal_comma' | 'iso' | 'dd/mm/yyyy'

/** Something in the file that its author would like to know; the table exists all the same. */
export interface Issue {
  code: IssueCode
  /** The first place, as a 1-based line of the file. */
  line?: number
  message: Text
}

export type IssueCode =
  | 'title_lines'
  | 'no_header'
  | 'empty_header'
  | 'duplicated_header'
  | 'empty_trailing_columns'
  | 'empty_rows'
  | 'short_rows'
  | 'long_rows'
  | 'stray_quotes'
  | 'unclosed_quote'
  | 'nul_bytes'
  | 'undecodable_bytes'

/** An inspection that can't go on, for a reason in the file. */
export class FileProblem extends Error {
  readonly problem: Problem

  constructor(code: ProblemCode, message: Text) {
    super(message.en)
    this.name = 'FileProblem'
    this.problem = { code, message }
  }
}
