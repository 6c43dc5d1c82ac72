import { detectFormat } from '../formats/detect-format.ts'
import { READERS } from '../inspect-file.ts'
import { lookAtText, readHead, type LookedText } from '../look-at-text.ts'
import { readUtf8 } from '../encodings/read-text.ts'
import { unpack } from '../readers/archives/unpack.ts'
import type { Reader } from '../readers/reader.ts'
import { commaSeparated } from '../tables/separator.rules.ts'
import type { FileToFix } from '../worker-protocol.ts'
import type { TextToFix } from './fix-text.ts'
import { alreadyText, notATable, notAText, unknownSheet } from './refusals.ts'

/** A text to go on with, and what it is called from now on. */
export type NamedText = TextToFix & { fileName: string }

/** The text that the file is already. Throws `Invalid` for what is none, or no table. */
export const ownText = async ({ path, fileName }: FileToFix): Promise<NamedText> => {
  const known = await detectFormat(path)
  if (known !== null && (known in READERS || known === 'gzip' || known === 'zip')) throw notAText()
  const looked = known === null ? await lookAtText(path, fileName) : null
  if (!looked?.isTable) throw notATable()
  return { path, fileName, ...looked, hasHeader: false }
}

/**
 * The CSV of one sheet, layer or member: what a reader makes of it (UTF-8, commas), or the member of an archive as it is
 * when it is a text already. Throws `Invalid` when it isn't there, `FileProblem` for a damaged or too large file.
 */
export const exportTable = async (file: FileToFix, sheet: string | number): Promise<NamedText> => {
  const known = await detectFormat(file.path)
  const asked = { ...file, sheet: sheet === '' ? undefined : sheet }
  if (known === 'gzip' || known === 'zip') return exportMember(asked, known)
  const reader = known === null ? undefined : READERS[known]
  if (!reader || known === null) throw known === null ? alreadyText() : notATable()
  return readMade(asked, known, reader)
}

const exportMember = async (file: FileToFix, format: 'gzip' | 'zip'): Promise<NamedText> => {
  const { inner } = await unpack(file, format)
  if (!inner) throw unknownSheet(String(file.sheet ?? file.fileName))
  const alone = { ...file, ...inner, sheet: undefined }
  const known = await detectFormat(inner.path)
  const reader = known === null ? undefined : READERS[known]
  return reader && known !== null ? readMade(alone, known, reader) : ownText(alone)
}

const readMade = async (file: FileToFix, format: string, reader: Reader): Promise<NamedText> => {
  const { csvPath, hasHeader } = await reader(file, format)
  if (csvPath === null) throw unknownSheet(String(file.sheet ?? file.fileName))
  const { head, complete } = await readHead(readUtf8(csvPath, 'utf-8', false))
  return {
    ...{ path: csvPath, fileName: file.fileName.replace(/(\.[^.]+)?$/, '.csv'), hasHeader },
    ...{ encoding: MADE, found: { ...commaSeparated(head, complete), head } },
  }
}

/** Readers write UTF-8. */
const MADE: LookedText['encoding'] = { encoding: 'utf-8', undecodableBytes: 0, traits: null }
