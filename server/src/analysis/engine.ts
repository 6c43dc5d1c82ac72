import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import {
  countStatement,
  literal,
  names,
  readCsv,
  rowGroupSize,
  WIDE,
  type CleanCsv,
  type Trial,
} from './engine-sql.rules.ts'

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

/** A statement on 2,000 columns at once would take more time to plan than to run. */
const TRIALS_PER_STATEMENT = 64
const countByGroups = async (connection: DuckDBConnection, trials: Trial[], from: string): Promise<ColumnCounts[]> => {
  const counts: ColumnCounts[] = []
  for (let first = 0; first < trials.length; first += TRIALS_PER_STATEMENT) {
    const group = trials.slice(first, first + TRIALS_PER_STATEMENT)
    const reader = await connection.runAndReadAll(countStatement(group, from))
    const values = (reader.getRowsJson()[0] ?? []).map(Number)
    counts.push(...group.map((_, index) => ({ filled: values[2 * index] ?? 0, matching: values[2 * index + 1] ?? 0 })))
  }
  return counts
}
