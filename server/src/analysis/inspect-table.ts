import { open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DetectedEncoding } from './encodings/detect-encoding.ts'
import { readUtf8 } from './encodings/read-text.ts'
import { openEngine } from './engine.ts'
import { FileProblem, type Column, type Table } from './model.ts'
import { columnNames, emptyTailLength } from './tables/column-names.rules.ts'
import type { Dialect } from './tables/dialect-bytes.ts'
import { findHeader, type FoundHeader } from './tables/header.rules.ts'
import { emptyTrailingColumns, layoutIssues } from './tables/layout-issues.rules.ts'
import { endOfLineOf } from './tables/sample-rows.rules.ts'
import type { FoundSeparator } from './tables/separator.rules.ts'
import { typeColumns } from './tables/type-columns.ts'
import type { FileToInspect } from './worker-protocol.ts'
import { writeCleanRows, type CleanRows } from './tables/write-clean-rows.ts'

const MAX_COLUMNS = 4096
/** Read to rule types out; the first 20 of them are the sample. */
const FIRST_ROWS = 200
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

  const cleanPath = join(file.scratchFolder, 'rows.csv')
  const firstLine = header.row ? header.firstLine + 1 : header.firstLine
  const chunks = readUtf8(file.path, encoding, undecodableBytes > 0)
  const rows = await writeCleanRows(chunks, dialect, { firstLine, path: cleanPath })
  const { columns, sample, issues } = await makeParquet(file, cleanPath, dialect, header, rows)

  return {
    ...{ encoding, separator: found.separator, quote: rows.hasQuotes ? '"' : null },
    ...{ headerLine: header.row?.line ?? null, rowCount: rows.rowCount, columns, sample },
    issues: [...layoutIssues(found.rows, header, undecodableBytes), ...issues, ...rows.issues],
  }
}

/** The table is as wide as its header, or as most of its rows when these are wider. */
const dialectOf = (found: FoundSeparator & { head: Buffer }, { row }: FoundHeader): Dialect => {
  const named = 1 + (row?.cells.findLastIndex((cell) => cell !== '') ?? 0)
  const width = Math.max(found.width, named)
  if (width > MAX_COLUMNS) throw tooManyColumns(width)
  return { separator: found.separatorByte, endOfLine: endOfLineOf(found.head), width }
}

const makeParquet = async (
  file: FileToInspect,
  cleanPath: string,
  { separator, width }: Dialect,
  header: FoundHeader,
  { rowCount, longestRowBytes, hasLineBreaks }: CleanRows,
): Promise<Pick<Table, 'columns' | 'sample' | 'issues'>> => {
  const paths = { csv: cleanPath, parquet: file.partialParquetPath, spill: join(file.scratchFolder, 'spill') }
  const engine = await openEngine(paths, { width, memoryMb: file.engineMemoryMb })
  try {
    const written = await engine.writeParquet({ separator, width, longestRowBytes, hasLineBreaks })
    // Our reading and the engine's must agree on every row: anything else would be a loss that nobody sees.
    if (written !== rowCount) throw new Error(`${rowCount} rows were read and ${written} written`)

    const headerCells = header.row?.cells ?? []
    const { names, issues } = columnNames(headerCells, width, header.row?.line ?? null)
    const firstRows = await engine.readRows(width, FIRST_ROWS, CELL_CHARACTERS + 1)
    const types = await typeColumns(engine, width, rowCount, firstRows)
    const all = types.map((type, index): Column => ({ name: names[index] ?? '', ...type }))
    const tail = emptyTailLength(all, headerCells, rowCount)
    await settle(file.partialParquetPath, file.parquetPath)
    return {
      columns: all.slice(0, width - tail),
      sample: firstRows.slice(0, SAMPLE_ROWS).map((cells) => cells.slice(0, width - tail).map(cutCell)),
      issues: tail > 0 ? [emptyTrailingColumns(tail), ...issues] : issues,
    }
  } finally {
    engine.close()
  }
}

const cutCell = (cell: string | null): string | null =>
  cell !== null && cell.length > CELL_CHARACTERS ? `${cell.slice(0, CELL_CHARACTERS)}…` : cell

/** On the disk before it has its name: whoever sees the Parquet file sees all of it, after a power cut too. */
const settle = async (from: string, to: string): Promise<void> => {
  await sync(from)
  await rename(from, to)
  // Windows can't open a folder, and needs no such sync.
  if (process.platform !== 'win32') await sync(dirname(to))
}

const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const noColumns = (): FileProblem =>
  new FileProblem('no_columns', {
    fr: 'Aucune colonne n’a été trouvée dans ce fichier.',
    en: 'No column was found in this file.',
  })

const tooManyColumns = (width: number): FileProblem =>
  new FileProblem('too_many_columns', {
    fr: `Ce tableau a plus de ${MAX_COLUMNS} colonnes (${width}) : vérifiez le séparateur et les fins de ligne du fichier.`,
    en: `This table has more than ${MAX_COLUMNS} columns (${width}): check the separator and the line endings of the file.`,
  })
