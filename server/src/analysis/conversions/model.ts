/** What may be made of a file besides fixing it: nothing is guessed, nothing is lost. */
export type FileConversion =
  /** A text in UTF-8, without mark. */
  | { kind: 'utf8' }
  /** A sheet or a layer as CSV, by its name or its number from 1. */
  | { kind: 'sheet'; sheet: string | number }
  /** A file of an archive, its bytes as they are, by its whole name. */
  | { kind: 'member'; name: string }
