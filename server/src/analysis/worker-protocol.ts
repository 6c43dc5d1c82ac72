import type { Text } from '../lib/text.ts'
import type { ComparisonOptions } from './comparison/compare-tables.ts'
import type { Comparison } from './comparison/model.ts'
import type { ComparedTable } from './model.ts'
import type { FileConversion } from './conversions/model.ts'
import type { FileFix, Finding } from './finding.ts'
import type { FixedFile } from './fixes/model.ts'
import type { Geo, Limits, Problem, Sheet, Table } from './model.ts'

export interface FileToInspect {
  path: string
  fileName: string
  /** The sheet (by its number from 1, too), layer or member that becomes the table; unset: the one that people most likely mean. */
  sheet?: string | number
  /** Where the table's Parquet appears once whole, and where it is written meanwhile, in the same folder. */
  parquetPath: string
  partialParquetPath: string
  /** The same for the vector tiles (PMTiles) of a file with a map. */
  tilesPath: string
  partialTilesPath: string
  /** A folder for this inspection alone: its caller empties it. */
  scratchFolder: string
  engineMemoryMb: number
  limits: Limits
}

/** A file to mend, into another one: whatever an inspection would make beside it stays in the scratch folder. */
export interface FileToFix extends FileToInspect {
  outputPath: string
}

/** What a worker is asked for. */
export type WorkerTask =
  | { kind: 'inspect'; file: FileToInspect }
  | { kind: 'fix'; file: FileToFix; fixes: FileFix[] }
  | { kind: 'convert'; file: FileToFix; conversion: FileConversion }
  /** The files of an archive. */
  | { kind: 'members'; file: FileToFix }
  | { kind: 'compare'; before: ComparedTable; after: ComparedTable; options: ComparisonOptions }

export interface Findings {
  format: string
  problem: Problem | null
  table: Table | null
  sheets: Sheet[] | null
  geo: Geo | null
  findings: Finding[]
}

/** What the worker says of the file it was given: `format` as soon as it knows, then its answer. */
export type WorkerMessage =
  | { kind: 'format'; format: string }
  /** `worn`: the worker keeps so much memory that another had better take the next file. */
  | { kind: 'answer'; answer: WorkerAnswer; worn: boolean }

export type WorkerAnswer =
  | { kind: 'findings'; findings: Findings }
  | { kind: 'comparison'; comparison: Comparison }
  | { kind: 'fixed'; fixed: FixedFile }
  | { kind: 'converted' }
  | { kind: 'members'; names: string[] }
  /** What was asked can't be done, for a reason that the asker can mend. */
  | { kind: 'refused'; text: Text }
  | { kind: 'problem'; problem: Problem }
  | { kind: 'out_of_memory' }
  /** `system`: the machine's fault (a full disk, a missing file), not the file's. */
  | { kind: 'error'; message: string; system: boolean }

/** How the worker ends when a file takes more memory than it may. */
export const OUT_OF_MEMORY_EXIT = 88
