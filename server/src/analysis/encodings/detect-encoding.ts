import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import type { Encoding } from '../model.ts'
import { LINE_FEED } from '../tables/dialect-bytes.ts'
import { countLineFeeds, createByteCounter, utf8SequenceLength, type ByteCounts } from './byte-counts.rules.ts'
import { isDamagedUtf8, likeliestEncoding, type SingleByte } from './letter-statistics.rules.ts'
import { createDecoder, looksLikeUtf16 } from './read-text.ts'

export interface DetectedEncoding {
  encoding: Encoding
  /** Bytes that this encoding gives no character to: they are read as `�`. */
  undecodableBytes: number
  /** Of a text that is strict UTF-8; null for others. */
  traits: Traits | null
}

/** Whether some bytes occur anywhere in the text, and how many lines it has: the last one is one without its end too. */
export interface Traits {
  nul: boolean
  quotes: boolean
  carriageReturns: boolean
  blankLines: boolean
  lineCount: number
}

/**
 * The encoding of a text file, over the whole of it: the first accent may be at line 50,001. A byte order mark, UTF-16
 * by its zero bytes, strict UTF-8, and else the likeliest single-byte encoding of French files by the letters it makes.
 */
export const detectEncoding = async (path: string): Promise<DetectedEncoding> => {
  const head = await firstBytes(path)
  const utf16 = looksLikeUtf16(head)
  if (utf16) return { encoding: utf16, undecodableBytes: 0, traits: null }
  const utf8 = head.subarray(0, 3).equals(UTF8_BOM) ? 'utf-8-bom' : 'utf-8'
  const traits = await traitsOfUtf8(path)
  if (traits) return { encoding: utf8, undecodableBytes: 0, traits }

  const counts = await countBytes(path)
  if (utf8 === 'utf-8-bom' || isDamagedUtf8(counts))
    return { encoding: utf8, undecodableBytes: counts.strayBytes, traits: null }
  const encoding = likeliestEncoding(counts, ALPHABETS)
  return { encoding, undecodableBytes: countUndecodable(counts, encoding), traits: null }
}

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** The character of each byte, in each encoding. */
const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
const ALPHABETS = (['windows-1252', 'iso-8859-15', 'macroman', 'cp850'] as const).map(
  (name): [SingleByte, string[]] => [name, [...createDecoder(name).write(ALL_BYTES)]],
)

/** Of a megabyte, the same buffer each time: a gigabyte is read in half a second, and leaves nothing to collect. */
async function* chunksOf(path: string, end = Infinity): AsyncGenerator<Buffer> {
  const file = await open(path)
  try {
    const buffer = Buffer.allocUnsafe(1_048_576)
    for (let at = 0; at <= end;) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - at + 1), at)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
      at += bytesRead
    }
  } finally {
    await file.close()
  }
}

const firstBytes = async (path: string): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of chunksOf(path, 65_535)) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** Null when the text isn't strict UTF-8. */
const traitsOfUtf8 = async (path: string): Promise<Traits | null> => {
  const traits: Traits = { nul: false, quotes: false, carriageReturns: false, blankLines: false, lineCount: 0 }
  let carried: Buffer = Buffer.alloc(0)
  // The line breaks of a blank line may lie in two chunks.
  let seam: Buffer = Buffer.alloc(0)
  for await (const chunk of chunksOf(path)) {
    const bytes = carried.length ? Buffer.concat([carried, chunk]) : chunk
    const end = bytes.length - cutSequenceLength(bytes)
    if (!isUtf8(bytes.subarray(0, end))) return null
    carried = Buffer.from(bytes.subarray(end))
    traits.nul ||= chunk.includes(0)
    traits.quotes ||= chunk.includes('"')
    traits.carriageReturns ||= chunk.includes('\r')
    traits.blankLines ||= hasBlankLine(chunk) || hasBlankLine(Buffer.concat([seam, chunk.subarray(0, 2)]))
    traits.lineCount += countLineFeeds(chunk)
    seam = Buffer.from(chunk.subarray(-2))
  }
  if (seam.length > 0 && seam.at(-1) !== LINE_FEED) traits.lineCount += 1
  return carried.length === 0 ? traits : null
}

const hasBlankLine = (bytes: Buffer): boolean => bytes.includes('\n\n') || bytes.includes('\n\r\n')

/** The bytes at the end that begin a character which the next chunk finishes. */
const cutSequenceLength = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte >= 0xc0) return utf8SequenceLength(byte) > back ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

const countBytes = async (path: string): Promise<ByteCounts> => {
  const counter = createByteCounter()
  for await (const chunk of chunksOf(path)) counter.add(chunk)
  return counter.end()
}

const countUndecodable = ({ afterSmallLetter, elsewhere }: ByteCounts, encoding: SingleByte): number => {
  const characters = ALPHABETS.find(([name]) => name === encoding)?.[1] ?? []
  return characters.reduce(
    (sum, character, byte) =>
      character === '\ufffd' ? sum + (afterSmallLetter[byte] ?? 0) + (elsewhere[byte] ?? 0) : sum,
    0,
  )
}
