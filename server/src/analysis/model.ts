import type { Text } from '../lib/text.ts'
import type { Comparison } from './comparison/model.ts'
import type { FileConversion } from './conversions/model.ts'
import type { Example, FileFix, Finding } from './finding.ts'
import type { FixedFile } from './fixes/model.ts'

/** Raise it to have every file inspected again. */
export const ANALYSER_VERSION = 3

/** What a file is, by its content: keyed by the content's hash, made once for the same bytes. All of it is JSON. */
export interface Inspection {
  analyserVersion: number
  /** Lower-case, by content: `csv`, `tsv`, `geojson`, `xlsx`, `pdf`, `text`, `binary`…; `unknown` when the inspection died first. */
  format: string
  outcome: 'table' | 'no_table' | 'failed'
  problem: Problem | null
  table: Table | null
  /** Of a workbook, a GeoPackage or an archive: all that it holds, the one that became the table included. */
  sheets: Sheet[] | null
  geo: Geo | null
  /** What the rules of good files say of this one; made with it, from the bytes alone. */
  findings: Finding[]
  durationMs: number
}

export interface InspectedFile {
  path: string
  fileName: string
  sizeBytes: number
  /** Written, whole and synced, only when the outcome is `table`. */
  parquetPath: string
  /** Vector tiles, written in the same way when the file has a map (`geo.hasTiles`). */
  tilesPath: string
}

export interface Inspector {
  /**
   * Never throws for a bad file: a crash, a timeout, unreadable bytes are outcomes to record. Throws `Unavailable` when
   * the machine is at fault (full disk, missing file, `close` meanwhile): nothing is known of the file, try again later.
   */
  inspect(file: InspectedFile): Promise<Inspection>
  /**
   * What changed from one table to another; null when it takes too long or too much memory. Throws `Invalid` for a key
   * that is none, `Unavailable` as `inspect` does.
   */
  compare(
    before: ComparedTable,
    after: ComparedTable,
    options?: { key?: string[]; differencePath?: string },
  ): Promise<Comparison | null>
  /**
   * Makes a new file of this one and of fixes, and lends it to `keep` (no path when only the name changed); it is gone
   * afterwards. Throws `Invalid` for a fix that isn't possible, `Conflict` when it takes too long or too much memory,
   * `Unavailable` as `inspect` does.
   */
  fix<T>(
    file: Pick<InspectedFile, 'path' | 'fileName' | 'sizeBytes'>,
    fixes: FileFix[],
    keep: (fixed: FixedFile, path: string | null) => Promise<T>,
  ): Promise<T>
  /**
   * Makes another file of this one and lends it to `keep`; it is gone afterwards. Throws as `fix` does, `Invalid` for a
   * file that has no such sheet or member too.
   */
  convert<T>(
    file: Pick<InspectedFile, 'path' | 'fileName' | 'sizeBytes'>,
    conversion: FileConversion,
    keep: (path: string) => Promise<T>,
  ): Promise<T>
  /** Names of the files of a zip or gzip archive. Throws `Invalid` for another file, or a damaged one. */
  members(file: Pick<InspectedFile, 'path' | 'fileName' | 'sizeBytes'>): Promise<string[]>
  /** The workers alive, for whoever watches the machine. */
  workerPids(): number[]
  /** How much it has to do: what waits does for a worker. */
  load(): { workers: number; busy: number; waiting: number }
  close(): Promise<void>
}

export type ProblemCode =
  | 'timeout'
  | 'out_of_memory'
  | 'crash'
  | 'unreadable'
  | 'empty'
  | 'no_columns'
  | 'too_many_columns'
  | 'line_too_long'
  | 'too_large'
  | 'encrypted'
  | 'damaged'

export interface Problem {
  code: ProblemCode
  message: Text
  /** What the reader said, in its words: for the logs and the operator, never shown. */
  detail?: string
}

export interface Table {
  /** Null, like the separator, for a table that wasn't a delimited text. */
  encoding: Encoding | null
  separator: string | null
  /** Null when no cell of the file is quoted. */
  quote: '"' | null
  /** 1-based line of the header in the file, below any title; null when the file has none. */
  headerLine: number | null
  rowCount: number
  /** Rows that repeat another one wholly: the extra ones only. Null when the table was too large to count them. */
  duplicateRowCount: number | null
  /** How many rows, spread evenly over the file, the meanings, the profiles' values and the findings rest on. */
  examinedRows: number
  /**
   * In the order of the file: the n-th one is the Parquet column `c<n>`, as written, and `v<n>` as its type, null where
   * it doesn't fit, unless the type is text.
   */
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
  /** As in the file, untouched; empty when there is none. */
  writtenName: string
  type: ColumnType
  /** How the values are written, where a type has several ways: what a reader needs to convert them. */
  notation: Notation | null
  /** Cells that are empty or hold only spaces. */
  emptyCount: number
  /** Filled cells that don't follow the type: null in `v<n>`, as written in `c<n>`. */
  misfitCount: number
  /** The first ones, at most 10. */
  misfits: Example[]
  meaning: Meaning | null
  profile: Profile
}

/** What the values designate, beyond how they are written (tabular.md §3.3): names of csv-detective, and ours. */
export interface Meaning {
  /** `siret`, `code_commune`, `latitude_wgs`, `tel_fr`, `year`… */
  format: string
  /** 0 to 1: the share of values that fit, raised by a column name that says the same. */
  confidence: number
  /** 0 to 1: of the filled cells of the examined rows, those that fit. */
  fit: number
}

/** Bounds, mean and deviation over the whole table; the rest over the examined rows. */
export interface Profile {
  distinctCount: number
  /** At most 10, the most frequent first; none for personal data. */
  top: { value: string; count: number }[]
  /** Of numbers (plain decimal notation), dates and times (ISO); null for text. */
  min: string | null
  max: string | null
  mean: number | null
  standardDeviation: number | null
  median: number | null
  /** 20 bins of equal width from min to max (fewer for few integers); null for other types and for a single value. */
  histogram: { from: string; to: string; count: number }[] | null
  /** In characters, of the filled cells. */
  minLength: number | null
  maxLength: number | null
  meanLength: number | null
}

/** A sheet, a layer or a member of an archive. */
export interface Sheet {
  name: string
  hidden: boolean
  rowCount: number
  columnCount: number
  /** Whether it became the table. */
  chosen: boolean
  /** Ranges like `A2:A5`, at most 100. */
  mergedRanges: string[]
  /** How many different fills its cells have, none left out of the count; 0 when they have none. */
  fillCount: number
}

export interface Geo {
  /** GeoJSON's words: `Point`, `MultiPolygon`… in the order of their frequency. */
  geometryTypes: { type: string; count: number }[]
  featureCount: number
  /** West, south, east, north in degrees (WGS 84); null when there is no valid geometry. */
  bbox: [number, number, number, number] | null
  /** `EPSG:2154`…, and whether the file says it or it was guessed from the coordinates; null when unknown. */
  crs: { code: string; source: 'declared' | 'guessed' } | null
  emptyGeometryCount: number
  invalidGeometryCount: number
  /** The first ones: 1-based feature, and what is wrong with it. */
  invalid: { feature: number; reason: Text }[]
  /** Whether vector tiles were made, beside the Parquet file. */
  hasTiles: boolean
  tilesSizeBytes: number | null
  /** Why there is no map, or why it doesn't show everything. */
  mapNote: Text | null
}

export type ColumnType = 'text' | 'integer' | 'number' | 'date' | 'datetime' | 'boolean'
export type Notation =
  | 'decimal_point'
  | 'decimal_comma'
  | 'iso'
  | 'dd/mm/yyyy'
  | 'dd-mm-yyyy'
  | 'dd.mm.yyyy'
  | 'mm/dd/yyyy'
  | 'dd/mm/yy'
  | 'yyyy/mm/dd'
  | 'd month yyyy'

/** Something in the file that its author would like to know; the table exists all the same. */
export interface Issue {
  code: IssueCode
  /** The first place, as a 1-based line of the file. */
  line?: number
  /** Of what comes row by row: how many, and the lines of the first 20. */
  count?: number
  lines?: number[]
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
  | 'cut_last_row'
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

/** Settings of the operator: a file that goes over one is published without table, and the reason is said. */
export interface Limits {
  /** Of all that is unpacked from one file. */
  unpackedBytes: number
  /** Of the table of a workbook, JSON or XML file. */
  cells: number
  /** Of JSON values and XML elements. */
  nesting: number
}

/** A table in its Parquet file, to compare: the n-th column is `c<n>`. */
export interface ComparedTable {
  parquetPath: string
  format: string
  table: Table
}
