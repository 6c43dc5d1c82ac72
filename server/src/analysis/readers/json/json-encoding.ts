import { open } from 'node:fs/promises'
import { looksLikeUtf16 } from '../../encodings/read-text.ts'
import type { Encoding } from '../../model.ts'

/** JSON is UTF-8 (RFC 8259 §8.1), whatever people say; UTF-16 shows. */
export const encodingOfJson = async (path: string): Promise<Encoding> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1_000), 0, 1_000, 0)
    const head = buffer.subarray(0, bytesRead)
    if (head.subarray(0, 3).equals(UTF8_MARK)) return 'utf-8-bom'
    return looksLikeUtf16(head) ?? 'utf-8'
  } finally {
    await file.close()
  }
}

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf])
