import type { Writing } from './tables/column-types.rules.ts'

/** The clean rows that `tables/write-clean-rows.ts` made. */
export interface CleanCsv {
  separator: number
  width: number
  longestRowBytes: number
  hasLineBreaks: boolean
}

/** A way of writing to try on a column, counted from 1; null to count its filled cells only. */
export interface Trial {
  column: number
  writing: Writing | null
}

/** Columns of a table wide enough to be read by one thread, for its memory. */
export const WIDE = 200

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

export const names = (width: number): string[] => Array.from({ length: width }, (_, index) => `c${index + 1}`)

/** Everything said, nothing sniffed. Rows with line breaks in cells are read by one thread, from the start. */
export const readCsv = (path: string, { separator, width, longestRowBytes, hasLineBreaks }: CleanCsv): string => {
  const maxLine = Math.max(2_097_152, longestRowBytes + 1024)
  const columns = names(width).map((name) => `${name}: 'VARCHAR'`)
  return `read_csv(${literal(path)}, auto_detect=false, header=false, delim=${literal(String.fromCharCode(separator))}, quote='"', escape='"',
    new_line='\\n', nullstr='', max_line_size=${maxLine}, buffer_size=${Math.max(16_777_216, 2 * maxLine)},
    parallel=${!hasLineBreaks && width <= WIDE}, columns={${columns.join(', ')}})`
}

/** A row group is held in memory while it is written: fewer rows when they are wide. */
export const rowGroupSize = (width: number): number =>
  Math.min(122_880, Math.max(2048, 2048 * Math.floor(1_500 / width)))

/** Two numbers a trial: the filled cells of the column, and how many of them follow the writing. */
export const countStatement = (trials: Trial[], from: string): string => {
  const cells = trials.map(({ column }, index) => `trim(c${column}, ' \u00a0\u202f\t') AS t${index}`)
  const expressions = trials.flatMap(({ writing }, index) => [
    `count(nullif(t${index}, ''))`,
    writing ? `count_if(${follows(`t${index}`, writing)})` : '0',
  ])
  return `SELECT ${expressions.join(', ')} FROM (SELECT ${cells.join(', ')} FROM ${from})`
}

const follows = (text: string, { pattern, dayFormat }: Writing): string => {
  const matches = `regexp_full_match(${text}, ${literal(pattern)})`
  // CASE, and not AND, which would try every text as a date.
  return dayFormat ? `CASE WHEN ${matches} THEN ${isDay(text, dayFormat)} ELSE false END` : matches
}

/** The 31st of February follows the pattern and is no date. */
const isDay = (text: string, format: Writing['dayFormat']): string =>
  format === '%Y-%m-%d'
    ? `try_strptime(substr(${text}, 1, 10), ${literal('%Y-%m-%d')}) IS NOT NULL`
    : `try_strptime(split_part(${text}, ' ', 1), ${literal('%d/%m/%Y')}) IS NOT NULL`
