import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { rename } from 'node:fs/promises'
import {
  countStatement,
  isBlank,
  literal,
  metadataQuery,
  misfitsQuery,
  names,
  readCsv,
  sizesOf,
  statsOf,
  STATS_PER_COLUMN,
  WIDE,
  withTypedColumns,
  type StrictCsv,
} from './engine-sql.rules.ts'
import type { Writing } from './tables/writings.rules.ts'

/** Of a column over the whole table. */
export interface ColumnStats {
  filled: number
  fitting: number
  /** Plain decimals, or ISO days and times. */
  min: string | null
  max: string | null
  mean: number | null
  standardDeviation: number | null
}

export interface Misfit {
  text: string
  /** 1-based row of the table. */
  row: number
}

export interface Engine {
  /** Writes the rows as Parquet: `c1`, `c2`… as written, `v<n>` for the columns with a writing. Answers how many rows. */
  writeParquet(csv: StrictCsv, writings: (Writing | null)[]): Promise<number>
  /** The same table with other typed columns, in the place of the first. */
  rewriteParquet(writings: (Writing | null)[]): Promise<void>
  readRows(width: number, rows: number, characters: number, fromRow?: number): Promise<(string | null)[][]>
  stats(writings: (Writing | null)[]): Promise<ColumnStats[]>
  misfits(column: number, limit: number): Promise<Misfit[]>
  countWritings(column: number, writings: Writing[]): Promise<number[]>
  /** Calls `visit` with the cells of these rows, column by column of each chunk; all of them when there are no ranges. */
  visitCells(
    columns: number[],
    ranges: RowRange[] | null,
    visit: (column: number, cells: Cells, rows: number[]) => void,
  ): Promise<void>
  /** Rows that are wholly like another one, the first of each not counted. */
  countDuplicates(width: number): Promise<number>
  /** Whether some row has nothing, or a quote or a line break in a cell: only careful reading tells what they mean. */
  holdsOddities(width: number, quotes: boolean): Promise<boolean>
  close(): void
}
/** 1-based, both included. */
export type RowRange = [first: number, last: number]
export type Cells = readonly (string | null)[]

/**
 * DuckDB counts blocks of 256 KB that each column of a row group could fill, and stops at its limit though they are
 * empty: 2,000 columns were counted as 2.5 GB and took 0.4. The limit follows the width; what is really taken is the
 * worker's to watch. Each thread has its own blocks, so a wide table has one.
 */
const COUNTED_MB_PER_COLUMN = 2

/** DuckDB on one file: it can read these texts, read and write the Parquet, spill in its folder, and nothing else. */
export const openEngine = async (
  paths: { csv: string[]; parquet: string; spill: string },
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
  const rewritten = `${paths.parquet}.2`
  const allowed = [...paths.csv, paths.parquet, rewritten].map(literal)
  await connection.run(`SET allowed_paths=[${allowed.join(', ')}]`)
  await connection.run(`SET enable_external_access=false`)
  await connection.run(`SET lock_configuration=true`)

  return engineOn(connection, paths.parquet, rewritten, () => {
    connection.closeSync()
    instance.closeSync()
  })
}

const engineOn = (connection: DuckDBConnection, path: string, rewritten: string, close: () => void): Engine => {
  const parquet = `read_parquet(${literal(path)}, file_row_number=true)`
  const read = async (sql: string): Promise<unknown[][]> => (await connection.runAndReadAll(sql)).getRowsJson()
  // The order of the file is the order of the table: that is what preserve_insertion_order, on by default, holds.
  const copy = async (writings: (Writing | null)[], from: string, to: string): Promise<number> =>
    (
      await connection.run(
        `COPY (SELECT ${withTypedColumns(writings)} FROM ${from}) TO ${literal(to)}
         (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARQUET_VERSION v2,
          ${sizesOf(writings.length)}, USE_TMP_FILE false)`,
      )
    ).rowsChanged

  return {
    writeParquet: (csv, writings) => copy(writings, readCsv(csv), path),
    rewriteParquet: async (writings) => {
      await copy(writings, parquet, rewritten)
      await rename(rewritten, path)
    },
    readRows: async (width, rows, characters, fromRow = 1) => {
      const cells = names(width).map((name) => `substr(${name}, 1, ${characters})`)
      const from = `${parquet} WHERE file_row_number >= ${fromRow - 1} LIMIT ${rows}`
      return (await read(`SELECT ${cells.join(', ')} FROM ${from}`)) as (string | null)[][]
    },
    stats: (writings) => statsByGroups(read, writings, parquet, path),
    misfits: async (column, limit) =>
      (await read(misfitsQuery(column, parquet, limit))).map(([text, row]) => ({
        text: String(text),
        row: Number(row),
      })),
    countWritings: async (column, writings) =>
      ((await read(countStatement(column, writings, parquet)))[0] ?? []).map(Number),
    visitCells: async (columns, ranges, visit) => {
      const cells = columns.map((column) => `c${column}`).join(', ')
      // Ranges, and not every nth row: row groups that hold none of them aren't read.
      const within = ranges?.map(([first, last]) => `file_row_number BETWEEN ${first - 1} AND ${last - 1}`)
      const sampled = within ? ` WHERE ${within.join(' OR ')}` : ''
      const result = await connection.stream(`SELECT file_row_number + 1, ${cells} FROM ${parquet}${sampled}`)
      for await (const chunk of result) {
        const [rows = [], ...values] = chunk.getColumns()
        const numbers = rows.map(Number)
        values.forEach((column, index) => visit(columns[index] ?? 0, column as Cells, numbers))
      }
    },
    countDuplicates: async (width) => {
      const [row] = await read(`SELECT count(*) - count(DISTINCT (${names(width).join(', ')})) FROM ${parquet}`)
      return Number(row?.[0] ?? 0)
    },
    holdsOddities: async (width, quotes) => {
      const isOdd = quotes
        ? names(width).map((name) => `coalesce(regexp_matches(${name}, '["\\r\\n]'), false)`)
        : ['false']
      const isEmpty = names(width).map((name) => `(${name} IS NULL OR ${isBlank(name)})`)
      const [row] = await read(
        `SELECT count(*) FROM ${parquet} WHERE (${isEmpty.join(' AND ')}) OR ${isOdd.join(' OR ')}`,
      )
      return Number(row?.[0] ?? 0) > 0
    },
    close,
  }
}

/** A statement on 2,000 columns at once would take more time to plan than to run. */
const COLUMNS_PER_STATEMENT = 64
const statsByGroups = async (
  read: Read,
  writings: (Writing | null)[],
  from: string,
  path: string,
): Promise<ColumnStats[]> => {
  const filled = await countFilled(read, writings.length, from, path)
  const stats: ColumnStats[] = []
  for (let first = 0; first < writings.length; first += COLUMNS_PER_STATEMENT) {
    const group = writings.slice(first, first + COLUMNS_PER_STATEMENT)
    const expressions = group.flatMap((writing, index) => statsOf(first + index + 1, writing))
    const values = group.some(Boolean) ? ((await read(`SELECT ${expressions.join(', ')} FROM ${from}`))[0] ?? []) : []
    for (const index of group.keys()) {
      const own = values.slice(index * STATS_PER_COLUMN, (index + 1) * STATS_PER_COLUMN)
      stats.push({ filled: filled[first + index] ?? 0, ...readStats(own) })
    }
  }
  return stats
}
type Read = (sql: string) => Promise<unknown[][]>

/** From the file's own statistics, which tell too whether some cell may be blank. */
const countFilled = async (read: Read, width: number, from: string, path: string): Promise<number[]> => {
  const columns = new Map((await read(metadataQuery(path))).map(([name, ...values]) => [String(name), values]))
  const counts: number[] = []
  for (const [index, name] of names(width).entries()) {
    const [filled = 0, least, isWhole] = columns.get(name) ?? []
    const mayBeBlank = !isWhole || String(least) < '!'
    const blanks = Number(filled) > 0 && mayBeBlank ? await countBlanks(read, index + 1, from) : 0
    counts.push(Number(filled) - blanks)
  }
  return counts
}

const countBlanks = async (read: Read, column: number, from: string): Promise<number> =>
  Number((await read(`SELECT count_if(${isBlank(`c${column}`)}) FROM ${from}`))[0]?.[0] ?? 0)

const readStats = ([fitting = 0, min, max, mean, standardDeviation]: unknown[]): Omit<ColumnStats, 'filled'> => {
  const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))
  const number = (value: unknown): number | null => (text(value) === null ? null : Number(value))
  return {
    ...{ fitting: Number(fitting), min: text(min), max: text(max) },
    ...{ mean: number(mean), standardDeviation: number(standardDeviation) },
  }
}
