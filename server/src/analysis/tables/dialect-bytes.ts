/** What separates cells and rows, as bytes of UTF-8 text. */
export interface Dialect {
  separator: number
  /** LINE_FEED (CRLF included), or CARRIAGE_RETURN alone for the files of old Macs. */
  endOfLine: number
  /** Cells of a row; 0 while it is being found out. */
  width: number
}

export const TAB = 9
export const LINE_FEED = 10
export const CARRIAGE_RETURN = 13
export const SPACE = 32
export const QUOTE = 34
