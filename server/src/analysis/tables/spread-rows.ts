import { open } from 'node:fs/promises'
import { createDecoder } from '../encodings/read-text.ts'
import type { Encoding } from '../model.ts'
import { cellText } from './cells.rules.ts'
import type { Dialect } from './dialect-bytes.ts'
import { createRowScanner } from './scan-row.rules.ts'

const PLACES = 24
const BYTES = 32_768

/**
 * Rows from places spread evenly over a large text, to guess its types: a sorted file doesn't begin as it ends. Rows
 * that don't have the width of the table are left out, such as the first one of each place, met in its middle.
 */
export const spreadRows = async (path: string, encoding: Encoding, dialect: Dialect): Promise<string[][]> => {
  if (encoding.startsWith('utf-16')) return []
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size < 4 * PLACES * BYTES) return []
    const rows: string[][] = []
    for (let place = 1; place <= PLACES; place += 1) {
      const { buffer } = await file.read(Buffer.alloc(BYTES), 0, BYTES, Math.floor((size - BYTES) * (place / PLACES)))
      rows.push(...rowsIn(Buffer.from(createDecoder(encoding).write(buffer)), dialect))
    }
    return rows
  } finally {
    await file.close()
  }
}

const rowsIn = (bytes: Buffer, dialect: Dialect): string[][] => {
  const { scan } = createRowScanner(dialect)
  const rows: string[][] = []
  for (let at = bytes.indexOf(dialect.endOfLine) + 1; at < bytes.length;) {
    const row = scan(bytes, at, false)
    if (!row) break
    const { width } = row
    if (width === dialect.width)
      rows.push(Array.from({ length: width }, (_, index) => cellText(bytes, row, index, 200)))
    at = row.next
  }
  return rows
}
