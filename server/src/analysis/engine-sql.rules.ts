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

/**
 * A row group is held in memory while it is written: fewer rows when they are wide. So is the dictionary of each of its
 * columns: one of more than a thousand values costs more to build than it saves.
 */
export const sizesOf = (width: number): string => {
  const rows = Math.min(30_720, Math.max(2048, 2048 * Math.floor(1_500 / width)))
  return `ROW_GROUP_SIZE ${rows}, DICTIONARY_SIZE_LIMIT ${Math.min(1_000, Math.floor(rows / 5))}`
}

/** The cells as written, then `v<n>` for each column that has a writing. */
export const withTypedColumns = (writings: (Writing | null)[]): string =>
  [
    ...names(writings.length),
    ...writings.flatMap((writing, index) => (writing ? [`${typed(`c${index + 1}`, writing)} AS v${index + 1}`] : [])),
  ].join(', ')

const trimmed = (column: string): string => `trim(${column}, ' \u00a0\u202f\t')`

/**
 * The value of a cell as its type; null where the cell isn't written so, or is no day of the calendar. Nearly all cells
 * are written in the plainest way, which costs a quarter of what spaces around and within do. A `CASE`, not a `coalesce`,
 * which would work out both.
 */
export const typed = (column: string, writing: Writing): string => {
  const text = trimmed(column)
  const careful = `CASE WHEN ${matches(text, writing.pattern)} THEN ${valueOf(text, writing)} END`
  const plain = PLAIN[writing.id]?.(column)
  return plain ? `CASE WHEN ${plain.condition} THEN ${plain.value} ELSE ${careful} END` : careful
}

const matches = (text: string, pattern: string): string => `regexp_full_match(${text}, ${literal(pattern)})`

/** The plainest writing of a value, which careful reading would give too, and when a cell is certainly written so. */
interface Plain {
  condition: string
  value: string
}

const DIGITS = '-?(?:0|[1-9][0-9]{0,12})'
const PLAIN: Record<string, (column: string) => Plain> = {
  boolean: (column) => ({ condition: `${column} IN ('oui', 'non')`, value: `${column} = 'oui'` }),
  integer: (column) => ({ condition: matches(column, DIGITS), value: `TRY_CAST(${column} AS BIGINT)` }),
  point: (column) => plainNumber(column, '[.]'),
  comma: (column) => plainNumber(column, ','),
  iso_date: (column) => plainDay(column, '[0-9]{4}-[0-9]{2}-[0-9]{2}', '%Y-%m-%d'),
  french_date: (column) => plainDay(column, '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}', '%d/%m/%Y'),
}

const plainNumber = (column: string, mark: string): Plain => ({
  condition: matches(column, `${DIGITS}(?:${mark}[0-9]+)?`),
  value: `TRY_CAST(replace(${column}, ',', '.') AS DOUBLE)`,
})

const plainDay = (column: string, pattern: string, format: string): Plain => ({
  condition: matches(column, pattern),
  value: `CAST(try_strptime(${column}, '${format}') AS DATE)`,
})

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
