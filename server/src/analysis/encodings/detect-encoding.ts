import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import type { Encoding } from '../model.ts'
import { createByteCounter, utf8SequenceLength, type ByteCounts } from './byte-counts.rules.ts'
import { isDamagedUtf8, likeliestEncoding, type SingleByte } from './letter-statistics.rules.ts'
import { createDecoder, looksLikeUtf16 } from './read-text.ts'

export interface DetectedEncoding {
  encoding: Encoding
  /** Bytes that this encoding gives no character to: they are read as `�`. */
  undecodableBytes: number
}

/**
 * The encoding of a text file, over the whole of it: the first accent may be at line 50,001. A byte order mark, UTF-16
 * by its zero bytes, strict UTF-8, and else the likeliest single-byte encoding of French files by the letters it makes.
 */
export const detectEncoding = async (path: string): Promise<DetectedEncoding> => {
  const head = await firstBytes(path)
  const utf16 = looksLikeUtf16(head)
  if (utf16) return { encoding: utf16, undecodableBytes: 0 }
  const utf8 = head.subarray(0, 3).equals(UTF8_BOM) ? 'utf-8-bom' : 'utf-8'
  if (await isStrictUtf8(path)) return { encoding: utf8, undecodableBytes: 0 }

  const counts = await countBytes(path)
  if (utf8 === 'utf-8-bom' || isDamagedUtf8(counts)) return { encoding: utf8, undecodableBytes: counts.strayBytes }
  const encoding = likeliestEncoding(counts, ALPHABETS)
  return { encoding, undecodableBytes: countUndecodable(counts, encoding) }
}

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** The character of each byte, in each encoding. */
const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
const ALPHABETS = (['windows-1252', 'iso-8859-15', 'macroman', 'cp850'] as const).map(
  (name): [SingleByte, string[]] => [name, [...createDecoder(name).write(ALL_BYTES)]],
)

const chunksOf = (path: string, end?: number): AsyncIterable<Buffer> =>
  createReadStream(path, { highWaterMark: 1_048_576, end })

const firstBytes = async (path: string): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of chunksOf(path, 65_535)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const isStrictUtf8 = async (path: string): Promise<boolean> => {
  let carried: Buffer = Buffer.alloc(0)
  for await (const chunk of chunksOf(path)) {
    const bytes = carried.length ? Buffer.concat([carried, chunk]) : chunk
    const end = bytes.length - cutSequenceLength(bytes)
    if (!isUtf8(bytes.subarray(0, end))) return false
    carried = bytes.subarray(end)
  }
  return carried.length === 0
}

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
