import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DetectedEncoding } from './encodings/detect-encoding.ts'
import { readUtf8 } from './encodings/read-text.ts'
import { checkFile } from './checks/check-file.ts'
import type { CheckedFile } from './checks/rule.ts'
import { describeColumns } from './describe-columns.ts'
import { openEngine, type Engine } from './engine.ts'
import type { Finding } from './finding.ts'
import { FileProblem, type Issue, type Table } from './model.ts'
import { columnNames } from './tables/column-names.rules.ts'
import { guessWritings } from './tables/choose-types.ts'
import { settleFile } from './settle-file.ts'
import type { Dialect } from './tables/dialect-bytes.ts'
import { findHeader, type FoundHeader } from './tables/header.rules.ts'
import { layoutIssues } from './tables/layout-issues.rules.ts'
import { endOfLineOf } from './tables/sample-rows.rules.ts'
import type { FoundSeparator } from './tables/separator.rules.ts'
import { spreadRows } from './tables/spread-rows.ts'
import { readableAsIs, type PlainCsv } from './tables/strict-csv.ts'
import type { Writing } from './tables/writings.rules.ts'
import type { FileToInspect } from './worker-protocol.ts'
import { writeCleanRows } from './tables/write-clean-rows.ts'

const MAX_COLUMNS = 4096

/** A delimited text: a file of people, or what a reader made of one. */
export interface TextTable {
  path: string
  encoding: DetectedEncoding
  found: FoundSeparator & { head: Buffer }
  /** The first line is the header for certain: it was made by a reader that knows. */
  hasHeader: boolean
  /** Made by a reader: encoding and separator are ours, and say nothing of the file. */
  isMade: boolean
}

export interface FoundTable {
  table: Table
  findings: Finding[]
}

/** Reads the whole table: rows made regular, then Parquet, then what its columns are over all their values. */
export const inspectTable = async (
  file: FileToInspect,
  text: TextTable,
  context: Pick<CheckedFile, 'format' | 'sheets' | 'geo'>,
): Promise<FoundTable> => {
  const { found, encoding, isMade } = text
  const { header, dialect } = layoutOf(text)
  const guessed = guessWritings(await rowsToGuess(text, dialect, header), dialect.width)

  const { engine, rows } = await writeParquet(file, text, dialect, header, guessed)
  try {
    const named = (width: number) => columnNames(header.row?.cells ?? [], width, header.row?.line ?? null)
    const described = await describeColumns(engine, {
      ...{ guessed, header, rowCount: rows.rowCount },
      names: named(dialect.width).names,
    })
    await settleFile(file.partialParquetPath, file.parquetPath)
    const { columns, sample, emptyTail, examinedRows, duplicateRowCount, firstRows, lastRows } = described
    const table: Table = {
      ...(isMade
        ? { encoding: null, separator: null, quote: null }
        : { encoding: encoding.encoding, separator: found.separator, quote: rows.hasQuotes ? ('"' as const) : null }),
      ...{ headerLine: header.row?.line ?? null, rowCount: rows.rowCount, duplicateRowCount, examinedRows },
      ...{ columns, sample },
      issues: [
        ...layoutIssues(found.rows, header, encoding.undecodableBytes),
        ...(emptyTail ? [emptyTail] : []),
        // Empty columns at the right are left out, whatever their name lacks.
        ...named(columns.length).issues,
        ...rows.issues,
      ],
    }
    const checked = { ...context, fileName: file.fileName, problem: null, table, firstRows, lastRows }
    return { table, findings: [...described.findings, ...checkFile(checked)] }
  } finally {
    engine.close()
  }
}

/** Where the table lies in the text, and how its rows are written. Throws `FileProblem` when there is none. */
export const layoutOf = ({
  found,
  hasHeader,
}: Pick<TextTable, 'found' | 'hasHeader'>): { header: FoundHeader; dialect: Dialect } => {
  const header = hasHeader ? firstRowAsHeader(found) : findHeader(found.rows, found.width)
  if (!header) throw noColumns()
  return { header, dialect: dialectOf(found, header) }
}

const firstRowAsHeader = ({ rows }: FoundSeparator): FoundHeader | null =>
  rows[0] ? { row: rows[0], firstLine: rows[0].line } : null

/** The table is as wide as its header, or as most of its rows when these are wider. */
const dialectOf = (found: FoundSeparator & { head: Buffer }, { row }: FoundHeader): Dialect => {
  const named = 1 + (row?.cells.findLastIndex((cell) => cell !== '') ?? 0)
  const width = Math.max(found.width, named)
  if (width > MAX_COLUMNS) throw tooManyColumns(width)
  return { separator: found.separatorByte, endOfLine: endOfLineOf(found.head), width }
}

const rowsToGuess = async (
  { path, encoding, found }: TextTable,
  dialect: Dialect,
  { row, firstLine }: FoundHeader,
): Promise<string[][]> => {
  const below = found.rows.filter(({ line }) => line > firstLine || (!row && line === firstLine))
  return [...below.map(({ cells }) => cells), ...(await spreadRows(path, encoding.encoding, dialect))]
}

interface WrittenRows {
  rowCount: number
  issues: Issue[]
  hasQuotes: boolean
}

/** As it is when the file is large and strict, else from a copy made regular; the engine is left open on the Parquet. */
const writeParquet = async (
  file: FileToInspect,
  text: TextTable,
  dialect: Dialect,
  header: FoundHeader,
  guessed: (Writing | null)[],
): Promise<{ engine: Engine; rows: WrittenRows }> => {
  const cleanPath = join(file.scratchFolder, 'rows.csv')
  const paths = {
    csv: [cleanPath, text.path],
    parquet: file.partialParquetPath,
    spill: join(file.scratchFolder, 'spill'),
  }
  const engine = await openEngine(paths, { width: dialect.width, memoryMb: file.engineMemoryMb })
  try {
    const direct = await readableAsIs(text.path, text.encoding, dialect, header)
    const rows = direct && (await readAsIs(engine, direct, guessed))
    return { engine, rows: rows ?? (await readWithCare(engine, text, dialect, header, guessed, cleanPath)) }
  } catch (error) {
    engine.close()
    throw error
  }
}

/** Null when the engine can't, or doesn't find one row a line: anything else would be a loss that nobody sees. */
const readAsIs = async (engine: Engine, csv: PlainCsv, guessed: (Writing | null)[]): Promise<WrittenRows | null> => {
  const rowCount = await engine.writeParquet(csv, guessed).catch(() => null)
  if (rowCount === null || rowCount !== csv.lineCount - csv.skippedLines) return null
  if (await engine.holdsOddities(csv.width, csv.mayHide)) return null
  return { rowCount, issues: [], hasQuotes: csv.hasQuotes }
}

const readWithCare = async (
  engine: Engine,
  { path, encoding: { encoding, undecodableBytes } }: TextTable,
  dialect: Dialect,
  { row, firstLine }: FoundHeader,
  guessed: (Writing | null)[],
  cleanPath: string,
): Promise<WrittenRows> => {
  const chunks = readUtf8(path, encoding, undecodableBytes > 0)
  const rows = await writeCleanRows(chunks, dialect, { firstLine: row ? firstLine + 1 : firstLine, path: cleanPath })
  const { separator, width } = dialect
  const { longestRowBytes, hasLineBreaks } = rows
  const csv = {
    path: cleanPath,
    separator,
    width,
    endOfLine: '\n' as const,
    skippedLines: 0,
    longestRowBytes,
    hasLineBreaks,
  }
  const written = await engine.writeParquet(csv, guessed)
  if (written !== rows.rowCount) throw new Error(`${rows.rowCount} rows were read and ${written} written`)
  await rm(cleanPath)
  return rows
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
