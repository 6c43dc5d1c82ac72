import { open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DetectedEncoding } from './encodings/detect-encoding.ts'
import { readUtf8 } from './encodings/read-text.ts'
import { openEngine, type Engine } from './engine.ts'
import type { FileToInspect } from './inspect-file.ts'
import { FileProblem, type Column, type Issue, type Table } from './model.ts'
import { columnNames } from './tables/column-names.rules.ts'
import { columnType, possibleWritings, WRITINGS, type ColumnCounts } from './tables/column-types.rules.ts'
import type { Dialect } from './tables/dialect-bytes.ts'
import { findHeader, type FoundHeader } from './tables/header.rules.ts'
import { endOfLineOf } from './tables/sample-rows.rules.ts'
import { NO_SEPARATOR, type FoundSeparator } from './tables/separator.rules.ts'
import { layoutIssues } from './tables/layout-issues.rules.ts'
import { writeCleanRows } from './tables/write-clean-rows.ts'

const MAX_COLUMNS = 4096
const SAMPLE_ROWS = 20
const CELL_CHARACTERS = 1000

/** Reads the whole table: rows made regular, then Parquet, then the types of its columns over all their values. */
export const inspectTable = async (
  file: FileToInspect,
  { encoding, undecodableBytes }: DetectedEncoding,
  found: FoundSeparator & { head: Buffer },
): Promise<Table> => {
  const header = findHeader(found.rows, found.width)
  if (!header) throw noColumns()
  const dialect = dialectOf(found, header)
  const paths = {
    csv: join(file.scratchFolder, 'rows.csv'),
    parquet: join(dirname(file.parquetPath), `${process.pid}-${Date.now()}.parquet.part`),
    spill: join(file.scratchFolder, 'spill'),
  }
  const chunks = readUtf8(file.path, encoding, undecodableBytes > 0)
  const firstLine = header.header ? header.header.line + 1 : header.firstLine
  const rows = await writeCleanRows(chunks, dialect, { firstLine, path: paths.csv })
  throw new Error('unfinished')
}
