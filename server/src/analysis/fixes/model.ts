/** What the fixes made of a file. */
export interface FixedFile {
  /** The name follows what the file has become: `musees.xlsx`, exported, is `musees.csv`. */
  fileName: string
  /** False when only the name changed: there is no new file. */
  hasNewBytes: boolean
  /** What each fix did, in their order. */
  applied: AppliedFix[]
}

/** What one fix did, to be told in words. JSON. */
export interface AppliedFix {
  /** Names of the columns it was about, as they were then. */
  columns: string[]
  /** Cells, rows, lines or columns that it changed; null where there is nothing to count. */
  count: number | null
}
