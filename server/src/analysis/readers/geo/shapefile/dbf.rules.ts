import type { Encoding } from '../../../model.ts'

export interface DbfField {
  name: string
  /** `C` text, `N` and `F` numbers, `D` dates, `L` booleans, `M` notes, which are kept elsewhere. */
  type: string
  start: number
  length: number
}

export interface DbfHeader {
  /** As the file says, which may be false: rows are counted as they are read. */
  rowCount: number
  headerBytes: number
  recordBytes: number
  /** By the language driver of the header; null when it says nothing. */
  encoding: Encoding | null
}

export const DBF_HEADER_BYTES = 32

/** The first 32 bytes of a table of dBASE III to VII; null for something else. */
export const dbfHeaderOf = (bytes: Buffer): DbfHeader | null => {
  if (bytes.length < DBF_HEADER_BYTES) return null
  const header = {
    rowCount: bytes.readUInt32LE(4),
    headerBytes: bytes.readUInt16LE(8),
    recordBytes: bytes.readUInt16LE(10),
    encoding: DRIVERS[bytes[29] ?? 0] ?? null,
  }
  return header.headerBytes > DBF_HEADER_BYTES && header.recordBytes > 0 ? header : null
}

const DRIVERS: Record<number, Encoding> = { 2: 'cp850', 3: 'windows-1252', 4: 'macroman' }

/** The fields, out of the rest of the header; null when they don't fit in a record. */
export const dbfFieldsOf = (
  bytes: Buffer,
  recordBytes: number,
  decode: (bytes: Buffer) => string,
): DbfField[] | null => {
  const fields: DbfField[] = []
  // The first byte of a record says whether it was deleted.
  let start = 1
  for (let at = 0; at + 32 <= bytes.length && bytes[at] !== 0x0d; at += 32) {
    const nameEnd = bytes.subarray(at, at + 11).indexOf(0)
    const name = decode(bytes.subarray(at, at + (nameEnd < 0 ? 11 : nameEnd))).trim()
    const type = String.fromCharCode(bytes[at + 11] ?? 0).toUpperCase()
    // Some programs write texts longer than 255, the high byte in the place of decimals.
    const length = (bytes[at + 16] ?? 0) + (type === 'C' ? 256 * (bytes[at + 17] ?? 0) : 0)
    fields.push({ name: name || `champ_${fields.length + 1}`, type, start, length })
    start += length
  }
  return start <= recordBytes ? fields : null
}

/** The text of a cell as it is written, without what pads it to its width. */
export const dbfCellOf = (
  record: Buffer,
  { type, start, length }: DbfField,
  decode: (bytes: Buffer) => string,
): string => {
  if (type === 'M' || type === 'G' || type === 'P' || type === 'B') return ''
  const bytes = record.subarray(start, start + length)
  const end = bytes.indexOf(0)
  const text = decode(end < 0 ? bytes : bytes.subarray(0, end))
  return type === 'C' ? text.replace(/ +$/, '') : text.trim()
}

/** What a `.cpg` names; null for an encoding that we don't read. */
export const encodingOfCpg = (text: string): Encoding | null => {
  const name = text
    .trim()
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
  return CODE_PAGES.find(([, pattern]) => pattern.test(name))?.[0] ?? null
}

const CODE_PAGES: [Encoding, RegExp][] = [
  ['utf-8', /^(UTF8|65001)$/],
  ['windows-1252', /^((ANSI|CP|WINDOWS)?1252|ISO88591|88591|LATIN1)$/],
  ['iso-8859-15', /^(ISO885915|885915|LATIN9)$/],
  ['cp850', /^((OEM|CP|IBM)?850)$/],
  ['macroman', /^(MACINTOSH|MACROMAN|10000)$/],
]
