import { open } from 'node:fs/promises'
import { formatInOle, formatInZip } from './containers.ts'
import { looksBinary, signatureOf } from './signatures.rules.ts'
import { structuredTextFormat } from './text-format.rules.ts'
import { decodeStart, looksLikeUtf16 } from '../encodings/read-text.ts'

const HEAD_BYTES = 65_536

/** The format of the file by its content; null for a text that remains to be read as a table, or not. */
export const detectFormat = async (path: string): Promise<string | null> => {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const buffer = Buffer.alloc(Math.min(size, HEAD_BYTES))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
    const head = buffer.subarray(0, bytesRead)

    const signed = signatureOf(head)
    if (signed === 'zip') return await formatInZip(file, size, head)
    if (signed === 'ole') return await formatInOle(file, head)
    if (signed) return signed
    if (!looksLikeUtf16(head) && looksBinary(head)) return 'binary'
    return structuredTextFormat(decodeStart(head), size <= HEAD_BYTES)
  } finally {
    await file.close()
  }
}
