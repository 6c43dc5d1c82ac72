import type { FileHandle } from 'node:fs/promises'

/** What a zip really is, by the names of its entries: an office document, a shapefile, or a plain zip. */
export const formatInZip = async (file: FileHandle, sizeBytes: number, head: Buffer): Promise<string> => {
  // OpenDocument 1.3 part 2 §3.3: the first entry, stored, says the type.
  const openDocument = /mimetypeapplication\/vnd\.oasis\.opendocument\.(spreadsheet|text|presentation|graphics)/.exec(
    head.toString('latin1', 30, 200),
  )
  if (openDocument) return OPEN_DOCUMENT[openDocument[1] ?? ''] ?? 'zip'
  const names = await zipEntryNames(file, sizeBytes)
  return ZIP_CONTENTS.find(([, pattern]) => names.some((name) => pattern.test(name)))?.[0] ?? 'zip'
}

/** What a compound file (Office 97-2003) really is, by the names in its first directory sector ([MS-CFB] §2.6). */
export const formatInOle = async (file: FileHandle, head: Buffer): Promise<string> => {
  const sectorSize = 1 << Math.min(head.length > 32 ? head.readUInt16LE(30) : 9, 16)
  const firstSector = head.length > 52 ? head.readUInt32LE(48) : 0
  const directory = Buffer.alloc(4 * sectorSize)
  await file.read(directory, 0, directory.length, (firstSector + 1) * sectorSize)
  return OLE_STREAMS.find(([, name]) => directory.includes(Buffer.from(name, 'utf16le')))?.[0] ?? 'binary'
}

const OPEN_DOCUMENT: Record<string, string> = { spreadsheet: 'ods', text: 'odt', presentation: 'odp', graphics: 'odg' }

const ZIP_CONTENTS: [format: string, entry: RegExp][] = [
  ['xlsx', /^xl\/workbook\.(xml|bin)$/],
  ['docx', /^word\/document\.xml$/],
  ['pptx', /^ppt\/presentation\.xml$/],
  ['epub', /^META-INF\/container\.xml$/],
  ['shp', /\.shp$/i],
  ['kmz', /^[^/]*\.kml$/i],
  ['gtfs', /^stop_times\.txt$/],
  // OpenDocument whose type isn't its first entry, as some libraries write spreadsheets.
  ['ods', /^content\.xml$/],
]

const OLE_STREAMS: [format: string, stream: string][] = [
  ['xls', 'Workbook\0'],
  ['xls', 'Book\0'],
  ['doc', 'WordDocument\0'],
  ['ppt', 'PowerPoint Document\0'],
]

/** Names from the central directory, at most its first megabyte: enough to know, nothing is unpacked. */
const zipEntryNames = async (file: FileHandle, sizeBytes: number): Promise<string[]> => {
  const tail = await readAt(file, Math.max(0, sizeBytes - 65_557), 65_557)
  const end = tail.lastIndexOf('PK\x05\x06')
  if (end < 0 || end + 22 > tail.length) return []
  const directory = await readAt(file, tail.readUInt32LE(end + 16), Math.min(tail.readUInt32LE(end + 12), 1_048_576))
  const names: string[] = []
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset))
    names.push(directory.toString('utf8', at + 46, at + 46 + (name ?? 0)))
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return names
}

const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}
