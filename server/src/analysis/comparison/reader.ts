import { DuckDBInstance } from '@duckdb/node-api'
import { literal } from './comparison-sql.rules.ts'

export type Read = (sql: string) => Promise<unknown[][]>

/** DuckDB on these files, to be read and written, and nothing else; it spills in the folder. */
export const openReader = async (
  paths: string[],
  scratchFolder: string,
): Promise<{ read: Read; close: () => void }> => {
  const instance = await DuckDBInstance.create(':memory:', {
    ...{ memory_limit: '700MB', threads: '2', temp_directory: scratchFolder, max_temp_directory_size: '20GB' },
    ...{ autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' },
    // Samples are sorted; the order of the file is nobody's business here, and costs memory.
    preserve_insertion_order: 'false',
  })
  const connection = await instance.connect()
  await connection.run(`SET allowed_paths=[${paths.map(literal).join(', ')}]`)
  await connection.run('SET enable_external_access=false')
  await connection.run('SET lock_configuration=true')
  return {
    read: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson(),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
