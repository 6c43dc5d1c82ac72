import { detectEncoding } from './encodings/detect-encoding.ts'
import { readUtf8 } from './encodings/read-text.ts'
import { detectFormat } from './formats/detect-format.ts'
import { isNamedTable, mayBeTable } from './formats/text-format.rules.ts'
import { inspectTable } from './inspect-table.ts'
import type { Problem } from './model.ts'
import type { FileToInspect, Findings } from './worker-protocol.ts'
import { findSeparator, type FoundSeparator } from './tables/separator.rules.ts'

/** How much of a text is looked at to find its separator and its header. */
const HEAD_BYTES = 262_144

/**
 * What a file is: its format by its content and, when it is a delimited text, its table. `onFormat` hears the format as
 * soon as it is known, for the inspections that die later.
 */
export const inspectFile = async (file: FileToInspect, onFormat: (format: string) => void): Promise<Findings> => {
  const known = await detectFormat(file.path)
  if (known) return { ...NOTHING_ELSE, format: known, problem: null, table: null }
  onFormat(isNamedTable(file.fileName) ? 'csv' : 'text')

  const encoding = await detectEncoding(file.path)
  const lossy = encoding.undecodableBytes > 0
  const { head, complete } = await readHead(readUtf8(file.path, encoding.encoding, lossy))
  if (!/\S/.test(head.toString()))
    return { ...NOTHING_ELSE, format: 'text', problem: complete ? EMPTY : null, table: null }
  const found = findSeparator(head, complete)
  if (!isTable(file.fileName, found)) return { ...NOTHING_ELSE, format: 'text', problem: null, table: null }

  const format = found.separator === '\t' ? 'tsv' : 'csv'
  onFormat(format)
  const text = { path: file.path, encoding, found: { ...found, head }, hasHeader: false, isMade: false }
  return { ...NOTHING_ELSE, format, problem: null, ...(await inspectTable(file, text, { format, sheets: null })) }
}

/** Regular rows make a table, three if commas separate them as they do in prose; a name like data.csv asks for nothing. */
const isTable = (fileName: string, { separator, width, tableRows, regularity }: FoundSeparator): boolean => {
  if (isNamedTable(fileName)) return true
  return mayBeTable(fileName) && width > 1 && regularity >= 0.9 && tableRows >= (separator === ',' ? 3 : 2)
}

const NOTHING_ELSE = { sheets: null, geo: null, findings: [] }

const EMPTY: Problem = {
  code: 'empty',
  message: { fr: 'Le fichier est vide.', en: 'The file is empty.' },
}

const readHead = async (chunks: AsyncGenerator<Buffer>): Promise<{ head: Buffer; complete: boolean }> => {
  const pieces: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    pieces.push(chunk)
    length += chunk.length
    if (length > HEAD_BYTES) return { head: Buffer.concat(pieces).subarray(0, HEAD_BYTES), complete: false }
  }
  return { head: Buffer.concat(pieces), complete: true }
}
