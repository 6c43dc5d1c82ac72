import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { detectEncoding } from '../../../encodings/detect-encoding.ts'
import { createDecoder } from '../../../encodings/read-text.ts'
import type { Encoding } from '../../../model.ts'
import type { FileToInspect } from '../../../worker-protocol.ts'
import type { ZipPackage } from '../../zip-package.ts'
import { geoProblems } from '../geo-problems.rules.ts'
import { createByteReader } from './byte-reader.ts'
import { DBF_HEADER_BYTES, dbfCellOf, dbfFieldsOf, dbfHeaderOf, type DbfHeader } from './dbf.rules.ts'

/** The rows of a `.dbf`: cells by name, as written; null for a deleted one. */
export type DbfRow = [name: string, text: string][] | null

const problems = geoProblems('Shapefile')

/** Reads the table that goes with shapes, one row at a time. `declared`: by the `.cpg`; else it is looked for. */
export async function* readDbf(
  zip: ZipPackage,
  name: string,
  declared: Encoding | null,
  file: FileToInspect,
): AsyncGenerator<DbfRow> {
  const reader = createByteReader(zip.read(name))
  try {
    const header = dbfHeaderOf((await reader.read(DBF_HEADER_BYTES)) ?? Buffer.alloc(0))
    if (!header) throw problems.damaged(name)
    const rest = (await reader.read(header.headerBytes - DBF_HEADER_BYTES)) ?? Buffer.alloc(0)
    const encoding = declared ?? header.encoding ?? (await encodingOfRows(zip, name, header, file))
    const decode = decoderOf(encoding)
    const fields = dbfFieldsOf(Buffer.from(rest), header.recordBytes, decode)
    if (!fields) throw problems.damaged(name)
    for (;;) {
      const record = await reader.read(header.recordBytes)
      // 0x1A ends the table; a program may have left something after it.
      if (!record || record[0] === 0x1a) return
      if (record.length < header.recordBytes) throw problems.damaged(name)
      const isDeleted = record[0] === 0x2a
      yield isDeleted ? null : fields.map((field) => [field.name, dbfCellOf(record, field, decode)])
    }
  } finally {
    await reader.close()
  }
}

/** What a layer that isn't read holds, by the header of its table and no more than its size allows. */
export const sizeOfDbf = async (zip: ZipPackage, name: string): Promise<{ rowCount: number; columnCount: number }> => {
  if (!zip.has(name)) return { rowCount: 0, columnCount: 0 }
  const reader = createByteReader(zip.read(name))
  try {
    const header = dbfHeaderOf((await reader.read(DBF_HEADER_BYTES)) ?? Buffer.alloc(0))
    if (!header) throw problems.damaged(name)
    const most = Math.floor((zip.sizeOf(name) - header.headerBytes) / header.recordBytes)
    const columnCount = Math.floor((header.headerBytes - DBF_HEADER_BYTES - 1) / 32)
    return { rowCount: Math.max(0, Math.min(header.rowCount, most)), columnCount }
  } finally {
    await reader.close()
  }
}

/** The likeliest encoding of the rows, put on the disk without the header: its bytes are no text. */
const encodingOfRows = async (
  zip: ZipPackage,
  name: string,
  { headerBytes }: DbfHeader,
  { scratchFolder }: FileToInspect,
): Promise<Encoding> => {
  const path = join(scratchFolder, 'rows.dbf')
  await pipeline(Readable.from(withoutStart(zip.read(name), headerBytes)), createWriteStream(path))
  return (await detectEncoding(path)).encoding
}

async function* withoutStart(chunks: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer> {
  let left = length
  for await (const chunk of chunks) {
    if (chunk.length > left) yield chunk.subarray(left)
    left = Math.max(0, left - chunk.length)
  }
}

/** Most cells are ASCII, which any of the encodings reads alike. */
const decoderOf = (encoding: Encoding): ((bytes: Buffer) => string) => {
  if (encoding === 'utf-8' || encoding === 'utf-8-bom') return (bytes) => bytes.toString('utf8')
  const decoder = createDecoder(encoding)
  return (bytes) => (bytes.some((byte) => byte > 127) ? decoder.write(bytes) : bytes.toString('latin1'))
}
