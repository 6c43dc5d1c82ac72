import type { Geo, Sheet } from '../model.ts'
import type { FileToInspect } from '../worker-protocol.ts'

/**
 * Makes of a file that isn't a delimited text what the rest of the inspection reads: its table as a CSV of the scratch
 * folder (UTF-8, LF, commas, quotes of RFC 4180), values untouched, one row a line where they hold no line break. Throws
 * `FileProblem` for what the file has done wrong: over a limit, damaged, encrypted.
 */
export type Reader = (file: FileToInspect, format: string) => Promise<ReadFile>

export interface ReadFile {
  /** Null when the file holds no table; then the rest still says what it is. */
  csvPath: string | null
  /** Whether the first line is the header for certain: sheets have titles above, fields have names. */
  hasHeader: boolean
  sheets: Sheet[] | null
  geo: Geo | null
  /** The shapes to draw on a map, lines of ours in the scratch folder; null or absent without any. */
  shapesPath?: string | null
}
