import iconv from 'iconv-lite'
import { createReadStream } from 'node:fs'
import type { Encoding } from '../model.ts'

const CHUNK_BYTES = 1_048_576

/** The text of a file as UTF-8, by stream and without its byte order mark. `lossy` replaces what UTF-8 doesn't allow. */
export async function* readUtf8(path: string, encoding: Encoding, lossy: boolean): AsyncGenerator<Buffer> {
  const chunks = createReadStream(path, { highWaterMark: CHUNK_BYTES, start: bomLength(encoding) })
  const plain = (encoding === 'utf-8' || encoding === 'utf-8-bom') && !lossy
  const decoder = plain ? null : createDecoder(encoding)
  let first = true
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    if (!decoder) {
      yield chunk
      continue
    }
    const text = decoder.write(chunk)
    yield Buffer.from(first ? text.replace(/^\ufeff/, '') : text)
    first = false
  }
  const rest = decoder?.end()
  if (rest) yield Buffer.from(rest)
}

/** Text out of chunks of bytes. */
export const createDecoder = (encoding: Encoding): { write: (bytes: Buffer) => string; end: () => string } => {
  const decoder = iconv.getDecoder(ICONV_NAMES[encoding])
  // Since Mac OS 8.5 (1998), Mac Roman has the euro where iconv-lite still has the currency sign.
  const euro = (text: string): string => (encoding === 'macroman' ? text.replaceAll('¤', '€') : text)
  return { write: (bytes) => euro(decoder.write(bytes)), end: () => euro(decoder.end() ?? '') }
}

const bomLength = (encoding: Encoding): number => (encoding === 'utf-8-bom' ? 3 : 0)

const ICONV_NAMES: Record<Encoding, string> = {
  'utf-8': 'utf8',
  'utf-8-bom': 'utf8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'windows-1252': 'windows-1252',
  'iso-8859-15': 'iso-8859-15',
  macroman: 'macintosh',
  cp850: 'cp850',
}

/** The beginning of a file as text, well enough to see its structure: accents don't matter here. */
export const decodeStart = (head: Buffer): string => {
  const utf16 = looksLikeUtf16(head)
  return iconv.decode(head, utf16 ? ICONV_NAMES[utf16] : 'utf8')
}

/** UTF-16 by its mark, or by its zero bytes: the high half of nearly every character of a Western text. */
export const looksLikeUtf16 = (head: Buffer): 'utf-16le' | 'utf-16be' | null => {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  const many = head.length / 4
  if (odd > many && even < odd / 10) return 'utf-16le'
  return even > many && odd < even / 10 ? 'utf-16be' : null
}
