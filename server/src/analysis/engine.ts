import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
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

export interface ColumnCounts {
  filled: number
  matching: number
}

export interface Engine {
  /** Writes the rows as Parquet, all text, columns `c1`, `c2`…; answers how many rows it read. */
  writeParquet(csv: CleanCsv): Promise<number>
  readRows(width: number, rows: number, characters: number): Promise<(string | null)[][]>
  /** For each trial, the filled cells of the column, over the whole table, and how many follow the writing. */
  countWritings(trials: Trial[]): Promise<ColumnCounts[]>
  close(): void
}

/**
 * DuckDB counts blocks of 256 KB that each column of a row group could fill, and stops at its limit though they are
 * empty: 2,000 columns were counted as 2.5 GB and took 0.4. The limit follows the width; what is really taken is the
 * worker's to watch. Each thread has its own blocks, so a wide table has one.
 */
const COUNTED_MB_PER_COLUMN = 2
const WIDE = 200

/** DuckDB on one file: it can read the clean CSV, read and write the Parquet, spill in its folder, and nothing else. */
export const openEngine = async (
  paths: { csv: string; parquet: string; spill: string },
  { width, memoryMb }: { width: number; memoryMb: number },
): Promise<Engine> => {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryMb + width * COUNTED_MB_PER_COLUMN}MB`,
    threads: width > WIDE ? '1' : '2',
    temp_directory: paths.spill,
    max_temp_directory_size: '20GB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  await connection.run(`SET allowed_paths=[${literal(paths.csv)}, ${literal(paths.parquet)}]`)
  await connection.run(`SET enable_external_access=false`)
  await connection.run(`SET lock_configuration=true`)

  const parquet = `read_parquet(${literal(paths.parquet)})`

  return {
    writeParquet: async (csv) => {
      // The order of the file is the order of the table: that is what preserve_insertion_order, on by default, holds.
      const result = await connection.run(
        `COPY (SELECT * FROM ${readCsv(paths.csv, csv)}) TO ${literal(paths.parquet)}
         (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowGroupSize(csv.width)}, USE_TMP_FILE false)`,
      )
      return result.rowsChanged
    },

    readRows: async (width, rows, characters) => {
      const cells = names(width).map((name) => `substr(${name}, 1, ${characters})`)
      const sample = await connection.runAndReadAll(`SELECT ${cells.join(', ')} FROM ${parquet} LIMIT ${rows}`)
      return sample.getRowsJson() as (string | null)[][]
    },

    countWritings: (trials) => countByGroups(connection, trials, parquet),

    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

const names = (width: number): string[] => Array.from({ length: width }, (_, index) => `c${index + 1}`)

/** Everything said, nothing sniffed. Rows with line breaks in cells are read by one thread, from the start. */
const readCsv = (path: string, { separator, width, longestRowBytes, hasLineBreaks }: CleanCsv): string => {
  const maxLine = Math.max(2_097_152, longestRowBytes + 1024)
  const columns = names(width).map((name) => `${name}: 'VARCHAR'`)
  return `read_csv(${literal(path)}, auto_detect=false, header=false, delim=${literal(String.fromCharCode(separator))}, quote='"', escape='"',
    new_line='\\n', nullstr='', max_line_size=${maxLine}, buffer_size=${Math.max(16_777_216, 2 * maxLine)},
    parallel=${!hasLineBreaks && width <= WIDE}, columns={${columns.join(', ')}})`
}

/** A row group is held in memory while it is written: fewer rows when they are wide. */
const rowGroupSize = (width: number): number => Math.min(122_880, Math.max(2048, 2048 * Math.floor(1_500 / width)))

/** A statement on 2,000 columns at once would take more time to plan than to run. */
const TRIALS_PER_STATEMENT = 64

const countByGroups = async (connection: DuckDBConnection, trials: Trial[], from: string): Promise<ColumnCounts[]> => {
  const counts: ColumnCounts[] = []
  for (let first = 0; first < trials.length; first += TRIALS_PER_STATEMENT) {
    const group = trials.slice(first, first + TRIALS_PER_STATEMENT)
    const cells = group.map(({ column }, index) => `trim(c${column}, ' \u00a0\u202f\t') AS t${index}`)
    const expressions = group.flatMap(({ writing }, index) => [
      `count(nullif(t${index}, ''))`,
      writing ? `count_if(${follows(`t${index}`, writing)})` : '0',
    ])
    const sql = `SELECT ${expressions.join(', ')} FROM (SELECT ${cells.join(', ')} FROM ${from})`
    const reader = await connection.runAndReadAll(sql)
    const values = (reader.getRowsJson()[0] ?? []).map(Number)
    counts.push(...group.map((_, index) => ({ filled: values[2 * index] ?? 0, matching: values[2 * index + 1] ?? 0 })))
  }
  return counts
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
