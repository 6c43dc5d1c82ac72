import { checkFile } from './checks/check-file.ts'
import { readUtf8 } from './encodings/read-text.ts'
import { detectFormat } from './formats/detect-format.ts'
import { isNamedTable } from './formats/text-format.rules.ts'
import { inspectTable } from './inspect-table.ts'
import { lookAtText, readHead } from './look-at-text.ts'
import { unpack } from './readers/archives/unpack.ts'
import { readJson } from './readers/json/read-json.ts'
import { readParquet } from './readers/parquet/read-parquet.ts'
import { readSpreadsheet } from './readers/spreadsheets/read-spreadsheet.ts'
import type { ReadFile } from './readers/reader.ts'
import type { Problem } from './model.ts'
import type { FileToInspect, Findings } from './worker-protocol.ts'
import { commaSeparated } from './tables/separator.rules.ts'

/**
 * What a file is: its format by its content, its table when it has one, and what rules say of it. `onFormat` hears the
 * format as soon as it is known, for the inspections that die later.
 */
export const inspectFile = async (file: FileToInspect, onFormat: (format: string) => void): Promise<Findings> => {
  const known = await detectFormat(file.path)
  if (known) onFormat(known)
  if (known === 'gzip' || known === 'zip') return inspectArchive(file, known)
  if (known === 'json' || known === 'ndjson') return inspectMade(file, known, await readJson(file, known))
  if (known === 'parquet') return inspectMade(file, known, await readParquet(file, known))
  if (known && WORKBOOKS.has(known)) return inspectMade(file, known, await readSpreadsheet(file, known))
  if (known) return withoutTable(file, known)
  onFormat(isNamedTable(file.fileName) ? 'csv' : 'text')
  return inspectText(file, onFormat)
}

/** The one file of an archive is inspected as if it had come alone; an archive in it isn't opened. */
const inspectArchive = async (file: FileToInspect, format: 'gzip' | 'zip'): Promise<Findings> => {
  const { inner, members } = await unpack(file, format)
  const sheets = members.length > 0 ? members : null
  if (!inner) return { ...withoutTable(file, format), sheets }
  const known = await detectFormat(inner.path)
  const alone = { ...file, ...inner }
  const isJson = known === 'json' || known === 'ndjson'
  if (known && !isJson) return { ...withoutTable(file, format), sheets }
  const found = isJson
    ? await inspectMade(alone, known, await readJson(alone, known))
    : await inspectText(alone, () => {})
  return { ...found, format, sheets }
}

/** What a reader made of a file: a text whose writing is ours. */
const inspectMade = async (file: FileToInspect, format: string, made: ReadFile): Promise<Findings> => {
  const { csvPath, hasHeader, sheets, geo } = made
  if (csvPath === null) return { ...withoutTable(file, format), sheets, geo }
  const { head, complete } = await readHead(readUtf8(csvPath, 'utf-8', false))
  const found = commaSeparated(head, complete)
  const encoding = { encoding: 'utf-8' as const, undecodableBytes: 0, traits: null }
  const text = { path: csvPath, encoding, found: { ...found, head }, hasHeader, isMade: true }
  const about = { format, sheets, geo }
  return { ...about, problem: null, ...(await inspectTable(file, text, about)) }
}

const inspectText = async (file: FileToInspect, onFormat: (format: string) => void): Promise<Findings> => {
  const { encoding, found, isBlank, isTable } = await lookAtText(file.path, file.fileName)
  if (isBlank !== 'no') return withoutTable(file, 'text', isBlank === 'wholly' ? EMPTY : null)
  if (!isTable) return withoutTable(file, 'text')

  const format = found.separator === '\t' ? 'tsv' : 'csv'
  onFormat(format)
  const text = { path: file.path, encoding, found, hasHeader: false, isMade: false }
  const about = { format, ...NOTHING_ELSE }
  return { ...about, problem: null, ...(await inspectTable(file, text, about)) }
}

const withoutTable = ({ fileName }: FileToInspect, format: string, problem: Problem | null = null): Findings => {
  const seen = { format, problem, ...NOTHING_ELSE, table: null }
  return { ...seen, findings: checkFile({ ...seen, fileName, firstRows: [], lastRows: [] }) }
}

const WORKBOOKS = new Set(['xlsx', 'xls', 'ods'])

const NOTHING_ELSE = { sheets: null, geo: null }

const EMPTY: Problem = {
  code: 'empty',
  message: { fr: 'Le fichier est vide.', en: 'The file is empty.' },
}
