import { FRENCH_MONTHS, type Writing } from './tables/writings.rules.ts'

/** A delimited text as strict as can be: nothing in it is left to guess. */
export interface StrictCsv {
  path: string
  separator: number
  /** Null when the engine finds it: given CRLF, it reads no row at all. */
  endOfLine: '\n' | null
  width: number
  /** Lines above the first row. */
  skippedLines: number
  longestRowBytes: number
  /** Rows with line breaks in cells are read by one thread, from the start. */
  hasLineBreaks: boolean
}

/** Columns of a table wide enough to be read by one thread, for its memory. */
export const WIDE = 200

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

export const names = (width: number): string[] => Array.from({ length: width }, (_, index) => `c${index + 1}`)

export const readCsv = (csv: StrictCsv): string => {
  const { path, separator, endOfLine, width, skippedLines, longestRowBytes, hasLineBreaks } = csv
  const maxLine = Math.max(2_097_152, longestRowBytes + 1024)
  const columns = names(width).map((name) => `${name}: 'VARCHAR'`)
  return `read_csv(${literal(path)}, auto_detect=false, header=false, delim=${literal(String.fromCharCode(separator))}, quote='"', escape='"',
    ${endOfLine ? "new_line='\\n', " : ''}skip=${skippedLines}, nullstr='', strict_mode=true,
    max_line_size=${maxLine}, buffer_size=${Math.max(16_777_216, 2 * maxLine)},
    parallel=${!hasLineBreaks && width <= WIDE}, columns={${columns.join(', ')}})`
}

/** A row group is held in memory while it is written: fewer rows when they are wide. */
export const rowGroupSize = (width: number): number =>
  Math.min(30_720, Math.max(2048, 2048 * Math.floor(1_500 / width)))

/** The cells as written, then `v<n>` for each column that has a writing. */
export const withTypedColumns = (writings: (Writing | null)[]): string =>
  [
    ...names(writings.length),
    ...writings.flatMap((writing, index) => (writing ? [`${typed(`c${index + 1}`, writing)} AS v${index + 1}`] : [])),
  ].join(', ')

const trimmed = (column: string): string => `trim(${column}, ' \u00a0\u202f\t')`

/**
 * The value of a cell as its type; null where the cell isn't written so, or is no day of the calendar. Nearly all cells
 * are written in the plainest way, which costs three times less to read than spaces around and within.
 */
export const typed = (column: string, writing: Writing): string => {
  const text = trimmed(column)
  const plain = PLAIN[writing.id]
  const careful = `CASE WHEN ${matches(text, writing.pattern)} THEN ${valueOf(text, writing)} END`
  if (!plain) return careful
  const quick = writing.type === 'number' ? `replace(${column}, ',', '.')` : column
  return `CASE WHEN ${matches(column, plain.pattern)} THEN ${plain.value(quick)} ELSE ${careful} END`
}

const matches = (text: string, pattern: string): string => `regexp_full_match(${text}, ${literal(pattern)})`

const DIGITS = '-?(?:0|[1-9][0-9]{0,12})'
const asDay = (format: string) => (text: string) => `CAST(try_strptime(${text}, '${format}') AS DATE)`
const PLAIN: Record<string, { pattern: string; value: (text: string) => string }> = {
  integer: { pattern: DIGITS, value: (text) => `TRY_CAST(${text} AS BIGINT)` },
  point: { pattern: `${DIGITS}(?:[.][0-9]+)?`, value: (text) => `TRY_CAST(${text} AS DOUBLE)` },
  comma: { pattern: `${DIGITS}(?:,[0-9]+)?`, value: (text) => `TRY_CAST(${text} AS DOUBLE)` },
  iso_date: { pattern: '[0-9]{4}-[0-9]{2}-[0-9]{2}', value: asDay('%Y-%m-%d') },
  french_date: { pattern: '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}', value: asDay('%d/%m/%Y') },
}

const valueOf = (text: string, { id, type }: Writing): string => {
  if (type === 'boolean') return `lower(${text}) IN ('oui', 'vrai', 'true', 'yes')`
  if (type === 'integer') return `TRY_CAST(${withoutSpaces(text)} AS BIGINT)`
  if (type === 'number') return `TRY_CAST(replace(${withoutSpaces(text)}, ',', '.') AS DOUBLE)`
  if (id === 'iso_datetime') return `TRY_CAST(replace(replace(${text}, ' UTC', 'Z'), ',', '.') AS TIMESTAMP)`
  if (id === 'french_datetime')
    return `TRY_CAST(${isoOfFrench(text)} || substr(${text}, strpos(${text}, ' ')) AS TIMESTAMP)`
  if (id === 'long_date') return `CAST(try_strptime(${withMonthNumber(text)}, '%d-%m-%Y') AS DATE)`
  return `CAST(try_strptime(${text}, ${literal(DAY_FORMATS[id] ?? '%Y-%m-%d')}) AS DATE)`
}

const withoutSpaces = (text: string): string => `translate(${text}, ' \u00a0\u202f', '')`

const isoOfFrench = (text: string): string =>
  `strftime(try_strptime(split_part(${text}, ' ', 1), '%d/%m/%Y'), '%Y-%m-%d')`

const withMonthNumber = (text: string): string => {
  const plain = `strip_accents(lower(replace(replace(${text}, ' ', '-'), '1er', '1')))`
  return FRENCH_MONTHS.reduce((sql, name, index) => {
    const month = name.normalize('NFD').replace(/\p{M}/gu, '')
    return `replace(${sql}, '${month}', '${String(index + 1).padStart(2, '0')}')`
  }, plain)
}

const DAY_FORMATS: Record<string, string> = {
  iso_date: '%Y-%m-%d',
  french_date: '%d/%m/%Y',
  dash_date: '%d-%m-%Y',
  dot_date: '%d.%m.%Y',
  year_first: '%Y/%m/%d',
  short_year: '%d/%m/%y',
  american_date: '%m/%d/%Y',
}

/** What the Parquet file itself says of each column: cells that hold something, and the first of them by their order. */
export const metadataQuery = (parquet: string): string =>
  `SELECT path_in_schema, sum(num_values - stats_null_count), min(stats_min_value), count(*) = count(stats_min_value)
   FROM parquet_metadata(${literal(parquet)}) GROUP BY path_in_schema`

/** The values of a typed column in the order of `ColumnStats`. */
export const statsOf = (column: number, writing: Writing | null): string[] => {
  const value = `v${column}`
  const isNumber = writing?.type === 'integer' || writing?.type === 'number'
  const bounds = writing && writing.type !== 'boolean' ? [`min(${value})`, `max(${value})`] : ['NULL', 'NULL']
  return [
    writing ? `count(${value})` : '0',
    ...bounds.map((bound) => `CAST(${bound} AS VARCHAR)`),
    ...(isNumber ? [`avg(${value})`, `stddev_samp(${value})`] : ['NULL', 'NULL']),
  ]
}
export const STATS_PER_COLUMN = 5

/** Only what begins with a space or a tab can be blank: to compare two texts costs a tenth of a trim. */
export const isBlank = (column: string): string => `(${column} < '!' AND trim(${column}, ' \u00a0\u202f\t') = '')`

/** The cells of a column that hold something and not its type, the first of each text. */
export const misfitsQuery = (column: number, from: string, limit: number): string =>
  `SELECT ${trimmed(`c${column}`)} AS t, min(file_row_number) + 1 AS first FROM ${from}
   WHERE v${column} IS NULL AND ${trimmed(`c${column}`)} <> '' GROUP BY t ORDER BY first LIMIT ${limit}`

/** How many filled cells follow each of these writings. */
export const countStatement = (column: number, writings: Writing[], from: string): string =>
  `SELECT ${writings.map((writing) => `count(${typed(`c${column}`, writing)})`).join(', ')} FROM ${from}`
