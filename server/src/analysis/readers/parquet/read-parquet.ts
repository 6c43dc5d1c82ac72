import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { literal } from '../../engine-sql.rules.ts'
import { FileProblem } from '../../model.ts'
import type { FileToInspect } from '../../worker-protocol.ts'
import type { Reader } from '../reader.ts'
import { checkFooter } from './read-footer.ts'
import {
  damagedParquet,
  encryptedParquet,
  MAX_COLUMNS,
  parquetTooLarge,
  parquetTooWide,
} from './parquet-problems.rules.ts'
import { countRows, parquetTable, selectAsText, type ParquetColumn } from './parquet-sql.rules.ts'

/**
 * The table of a Parquet file. Bytes (a geometry, an image) are left out: their columns keep their names and are empty.
 * What the file says of itself may be false: nothing is sized after it, and what comes out is measured as it comes.
 */
export const readParquet: Reader = async (file) => {
  await checkFooter(file.path)
  const csvPath = join(file.scratchFolder, 'parquet.csv')
  const { connection, close } = await openLocked(file, csvPath)
  try {
    const columns = await describe(connection, file.path)
    if (columns.length > MAX_COLUMNS) throw parquetTooWide(columns.length)
    if (columns.length > 0) {
      const rows = await copyToCsv(connection, columns, file, csvPath)
      // A group of rows that is said shorter than it is would be lost without a word.
      if (rows !== (await announcedRows(connection, file.path))) throw damagedParquet()
    }
    return { csvPath: columns.length > 0 ? csvPath : null, hasHeader: true, sheets: null, geo: null }
  } catch (error) {
    throw problemOf(error)
  } finally {
    close()
  }
}

/** DuckDB may read this file, write this CSV, spill in the scratch folder, and nothing else. */
const openLocked = async (
  { path, scratchFolder, engineMemoryMb }: FileToInspect,
  csvPath: string,
): Promise<{ connection: DuckDBConnection; close: () => void }> => {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${engineMemoryMb}MB`,
    // Rows go out in their order as they are read; several threads would first gather whole groups of them.
    threads: '1',
    temp_directory: join(scratchFolder, 'parquet-spill'),
    max_temp_directory_size: '20GB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  await connection.run(`SET TimeZone='UTC'`)
  // The least and greatest values that the file announces may be false: nothing is concluded from them.
  await connection.run(`SET disabled_optimizers='statistics_propagation'`)
  await connection.run(`SET allowed_paths=[${literal(path)}, ${literal(csvPath)}]`)
  await connection.run(`SET enable_external_access=false`)
  await connection.run(`SET lock_configuration=true`)
  const close = (): void => {
    connection.closeSync()
    instance.closeSync()
  }
  return { connection, close }
}

const describe = async (connection: DuckDBConnection, path: string): Promise<ParquetColumn[]> => {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${parquetTable(path)}`)
  return described.getRowsJson().map(([name, type]) => ({ name: String(name), type: String(type) }))
}

/** What the file says; `parquet_metadata`, which would tell more, crashes on damaged files. */
const announcedRows = async (connection: DuckDBConnection, path: string): Promise<number> => {
  const counted = await connection.runAndReadAll(countRows(path))
  return Number(counted.getRowsJson()[0]?.[0])
}

/** A few bytes can say a billion equal rows: the writing is stopped when it goes over the limit. */
const copyToCsv = async (
  connection: DuckDBConnection,
  columns: ParquetColumn[],
  { path, limits }: FileToInspect,
  csvPath: string,
): Promise<number> => {
  let isTooLarge = false
  const checkSize = async (): Promise<void> => {
    const { size } = await stat(csvPath).catch(() => ({ size: 0 }))
    if (size <= limits.unpackedBytes) return
    isTooLarge = true
    connection.interrupt()
  }
  const watch = setInterval(() => void checkSize(), 100)
  let rows = 0
  try {
    const result = await connection.run(
      `COPY (${selectAsText(columns, path)}) TO ${literal(csvPath)}
       (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '', USE_TMP_FILE false)`,
    )
    rows = result.rowsChanged
    await checkSize()
  } catch (error) {
    if (!isTooLarge) throw error
  } finally {
    clearInterval(watch)
  }
  if (isTooLarge) throw parquetTooLarge(limits.unpackedBytes)
  return rows
}

/** Lack of memory and of disk are the worker's to tell; the rest is what the file has wrong. */
const problemOf = (error: unknown): unknown => {
  if (error instanceof FileProblem) return error
  const message = error instanceof Error ? error.message : String(error)
  if (/^Out of Memory Error|No space left on device|Disk quota exceeded/i.test(message)) return error
  return /encrypt/i.test(message) ? encryptedParquet() : damagedParquet()
}
