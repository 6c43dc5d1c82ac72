import iconv from 'iconv-lite'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { DetectedEncoding } from '../encodings/detect-encoding.ts'
import { createDecoder, readUtf8 } from '../encodings/read-text.ts'
import type { Encoding } from '../model.ts'
import { notInEncoding, unreadableBytes } from './refusals.ts'

const CHUNK_BYTES = 1_048_576

/** A text to read row by row and to write again: what nobody touches goes out with the very bytes it came with. */
export interface TextCodec {
  /** Written first: the byte order mark that the text had, if it stays. */
  prefix: Buffer
  /** Bytes where separators, quotes and line feeds are those of ASCII. */
  chunks: () => AsyncGenerator<Buffer>
  decode(bytes: Buffer, start: number, end: number): string
  /** Throws `Invalid` for a text that the encoding can't write. */
  encode(text: string): Buffer
  /** From the bytes of `chunks` to those of the file. */
  finish(bytes: Buffer): Buffer
}

/**
 * In every encoding but UTF-16, rows are told apart without decoding them: their bytes are copied, and only the cells
 * that a fix looks at are decoded. UTF-16, and a text that becomes UTF-8, are decoded whole. Throws `Invalid` when that
 * would lose bytes that no character stands for.
 */
export const openText = async (path: string, detected: DetectedEncoding, toUtf8: boolean): Promise<TextCodec> => {
  const { encoding, undecodableBytes } = detected
  const isUtf16 = encoding.startsWith('utf-16')
  if (toUtf8 && undecodableBytes > 0) throw unreadableBytes()
  const mark = toUtf8 ? Buffer.alloc(0) : await markOf(path, encoding)
  if (isUtf16 || toUtf8) {
    return {
      ...{ prefix: mark, chunks: () => readUtf8(path, encoding, false), ...UTF8 },
      finish: isUtf16 && !toUtf8 ? (bytes) => iconv.encode(bytes.toString('utf8'), encoding) : same,
    }
  }
  const chunks = () => rawChunks(path, mark.length)
  const isUtf8 = encoding === 'utf-8' || encoding === 'utf-8-bom'
  return { prefix: mark, chunks, finish: same, ...(isUtf8 ? UTF8 : singleByte(encoding)) }
}

async function* rawChunks(path: string, start: number): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, start })) yield chunk as Buffer
}

const same = (bytes: Buffer): Buffer => bytes

const UTF8: Pick<TextCodec, 'decode' | 'encode'> = {
  decode: (bytes, start, end) => bytes.toString('utf8', start, end),
  encode: (text) => Buffer.from(text),
}

/** The table of one byte for each character, the one that reads these texts. */
const singleByte = (encoding: Encoding): Pick<TextCodec, 'decode' | 'encode'> => {
  const decoder = createDecoder(encoding)
  const characters = [...decoder.write(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)))]
  const bytes = new Map(characters.map((character, byte) => [character, byte]))
  return {
    decode: (source, start, end) => {
      let text = ''
      for (let at = start; at < end; at += 1) text += characters[source[at] ?? 0] ?? ''
      return text
    },
    encode: (text) =>
      Buffer.from(
        [...text].map((character) => {
          const byte = bytes.get(character)
          if (byte === undefined || character === '\ufffd') throw notInEncoding(text, encoding)
          return byte
        }),
      ),
  }
}

const MARKS: Partial<Record<Encoding, number[]>> = {
  'utf-8-bom': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
}

/** A text in UTF-16 may have none. */
const markOf = async (path: string, encoding: Encoding): Promise<Buffer> => {
  const mark = Buffer.from(MARKS[encoding] ?? [])
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(mark.length), 0, mark.length, 0)
    return buffer.equals(mark) ? mark : Buffer.alloc(0)
  } finally {
    await file.close()
  }
}
