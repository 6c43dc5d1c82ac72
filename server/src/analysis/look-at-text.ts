import { detectEncoding, type DetectedEncoding } from './encodings/detect-encoding.ts'
import { readUtf8 } from './encodings/read-text.ts'
import { isNamedTable, mayBeTable } from './formats/text-format.rules.ts'
import { findSeparator, type FoundSeparator } from './tables/separator.rules.ts'

/** How much of a text is looked at to find its separator and its header. */
const HEAD_BYTES = 262_144

export interface LookedText {
  encoding: DetectedEncoding
  found: FoundSeparator & { head: Buffer }
  /** Nothing but spaces: in all of it, or in its first 256 KB. */
  isBlank: 'no' | 'at_first' | 'wholly'
  isTable: boolean
}

/** How a text is written, and whether it is a table: what inspecting it and fixing it begin with, so that both read the same rows. */
export const lookAtText = async (path: string, fileName: string): Promise<LookedText> => {
  const encoding = await detectEncoding(path)
  const lossy = encoding.undecodableBytes > 0
  const { head, complete } = await readHead(readUtf8(path, encoding.encoding, lossy))
  const found = findSeparator(head, complete)
  const isBlank = /\S/.test(head.toString()) ? 'no' : complete ? 'wholly' : 'at_first'
  return { encoding, found: { ...found, head }, isBlank, isTable: isBlank === 'no' && isTable(fileName, found) }
}

/** Regular rows make a table, three if commas separate them as they do in prose; a name like data.csv asks for nothing. */
const isTable = (fileName: string, { separator, width, tableRows, regularity }: FoundSeparator): boolean => {
  if (isNamedTable(fileName)) return true
  return mayBeTable(fileName) && width > 1 && regularity >= 0.9 && tableRows >= (separator === ',' ? 3 : 2)
}

export const readHead = async (chunks: AsyncGenerator<Buffer>): Promise<{ head: Buffer; complete: boolean }> => {
  const pieces: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    pieces.push(chunk)
    length += chunk.length
    if (length > HEAD_BYTES) return { head: Buffer.concat(pieces).subarray(0, HEAD_BYTES), complete: false }
  }
  return { head: Buffer.concat(pieces), complete: true }
}
