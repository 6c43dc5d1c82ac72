import { checkFile } from './checks/check-file.ts'
import { detectEncoding } from './encodings/detect-encoding.ts'
import { readUtf8 } from './encodings/read-text.ts'
import { detectFormat } from './formats/detect-format.ts'
import { isNamedTable, mayBeTable } from './formats/text-format.rules.ts'
import { drawMap, drawMapOfTable } from './geo/draw-map.ts'
import { inspectTable } from './inspect-table.ts'
import { unpack } from './readers/archives/unpack.ts'
import { readJson } from './readers/json/read-json.ts'
import { readParquet } from './readers/parquet/read-parquet.ts'
import { readSpreadsheet } from './readers/spreadsheets/read-spreadsheet.ts'
import { readGeoJson } from './readers/geo/geojson/read-geojson.ts'
import { readGeoPackage } from './readers/geo/geopackage/read-geopackage.ts'
import { readKml } from './readers/geo/kml/read-kml.ts'
import { readShapefile } from './readers/geo/shapefile/read-shapefile.ts'
import type { ReadFile, Reader } from './readers/reader.ts'
import { readXmlTable } from './readers/xml/read-xml-table.ts'
import type { Problem } from './model.ts'
import type { FileToInspect, Findings } from './worker-protocol.ts'
import { commaSeparated, findSeparator, type FoundSeparator } from './tables/separator.rules.ts'

/** How much of a text is looked at to find its separator and its header. */
const HEAD_BYTES = 262_144

/**
 * What a file is: its format by its content, its table when it has one, and what rules say of it. `onFormat` hears the
 * format as soon as it is known, for the inspections that die later.
 */
export const inspectFile = async (file: FileToInspect, onFormat: (format: string) => void): Promise<Findings> => {
  const known = await detectFormat(file.path)
  if (known) onFormat(known)
  if (known === 'gzip' || known === 'zip') return inspectArchive(file, known)
  const read = READERS[known ?? '']
  if (known && read) return inspectMade(file, known, await read(file, known))
  if (known) return withoutTable(file, known)
  onFormat(isNamedTable(file.fileName) ? 'csv' : 'text')
  return inspectText(file, onFormat)
}

/** The one file of an archive is inspected as if it had come alone; an archive in it isn't opened. */
const inspectArchive = async (file: FileToInspect, format: 'gzip' | 'zip'): Promise<Findings> => {
  const { inner, members } = await unpack(file, format)
  const sheets = members.length > 0 ? members : null
  if (!inner) return { ...withoutTable(file, format), sheets }
  const known = await detectFormat(inner.path)
  if (known && ARCHIVES.has(known)) return { ...withoutTable(file, format, ARCHIVE_IN_ARCHIVE), sheets }
  const alone = { ...file, ...inner }
  const read = READ_IN_ARCHIVES.has(known ?? '') ? READERS[known ?? ''] : undefined
  if (known && !read) return { ...withoutTable(file, format), sheets }
  const found =
    known && read ? await inspectMade(alone, known, await read(alone, known)) : await inspectText(alone, () => {})
  return { ...found, format, sheets }
}

/** What a reader made of a file: a text whose writing is ours. */
const inspectMade = async (file: FileToInspect, format: string, made: ReadFile): Promise<Findings> => {
  const { csvPath, hasHeader, sheets, geo } = made
  if (csvPath === null) {
    const found = withoutTable(file, format, null, { sheets, geo })
    return { ...found, geo: await drawMap(file, made, found) }
  }
  const { head, complete } = await readHead(readUtf8(csvPath, 'utf-8', false))
  const found = commaSeparated(head, complete)
  const encoding = { encoding: 'utf-8' as const, undecodableBytes: 0, traits: null }
  const text = { path: csvPath, encoding, found: { ...found, head }, hasHeader, isMade: true }
  const about = { format, sheets, geo }
  const inspected = await inspectTable(file, text, about)
  const map = geo ? await drawMap(file, made, inspected) : await drawMapOfTable(file, inspected)
  return { ...about, problem: null, ...inspected, geo: map }
}

const inspectText = async (file: FileToInspect, onFormat: (format: string) => void): Promise<Findings> => {
  const encoding = await detectEncoding(file.path)
  const lossy = encoding.undecodableBytes > 0
  const { head, complete } = await readHead(readUtf8(file.path, encoding.encoding, lossy))
  if (!/\S/.test(head.toString())) return withoutTable(file, 'text', complete ? EMPTY : null)
  const found = findSeparator(head, complete)
  if (!isTable(file.fileName, found)) return withoutTable(file, 'text')

  const format = found.separator === '\t' ? 'tsv' : 'csv'
  onFormat(format)
  const text = { path: file.path, encoding, found: { ...found, head }, hasHeader: false, isMade: false }
  const about = { format, ...NOTHING_ELSE }
  const inspected = await inspectTable(file, text, about)
  return { ...about, problem: null, ...inspected, geo: await drawMapOfTable(file, inspected) }
}

const withoutTable = (
  { fileName }: FileToInspect,
  format: string,
  problem: Problem | null = null,
  other: Pick<Findings, 'sheets' | 'geo'> = NOTHING_ELSE,
): Findings => {
  const seen = { format, problem, ...other, table: null }
  return { ...seen, findings: checkFile({ ...seen, fileName, firstRows: [], lastRows: [] }) }
}

/** Regular rows make a table, three if commas separate them as they do in prose; a name like data.csv asks for nothing. */
const isTable = (fileName: string, { separator, width, tableRows, regularity }: FoundSeparator): boolean => {
  if (isNamedTable(fileName)) return true
  return mayBeTable(fileName) && width > 1 && regularity >= 0.9 && tableRows >= (separator === ',' ? 3 : 2)
}

/** Who reads each format that is neither a delimited text nor an archive; the others have no table. */
const READERS: Record<string, Reader | undefined> = {
  json: readJson,
  ndjson: readJson,
  geojson: readGeoJson,
  parquet: readParquet,
  xlsx: readSpreadsheet,
  xls: readSpreadsheet,
  ods: readSpreadsheet,
  shp: readShapefile,
  gpkg: readGeoPackage,
  kml: readKml,
  kmz: readKml,
  xml: readXmlTable,
}

/** Those that are read in an archive too: what people compress before they publish it. */
const READ_IN_ARCHIVES = new Set(['json', 'ndjson', 'geojson', 'kml', 'gpkg', 'xml'])

const NOTHING_ELSE = { sheets: null, geo: null }

const ARCHIVES = new Set(['gzip', 'zip', 'bzip2', 'xz', 'zstd', '7z', 'rar', 'tar'])

const ARCHIVE_IN_ARCHIVE: Problem = {
  code: 'unreadable',
  message: {
    fr: 'Cette archive en contient une autre, qui n’est pas ouverte : publiez directement le fichier qui s’y trouve.',
    en: 'This archive holds another one, which is not opened: publish the file that is in it directly.',
  },
}

const EMPTY: Problem = {
  code: 'empty',
  message: { fr: 'Le fichier est vide.', en: 'The file is empty.' },
}

const readHead = async (chunks: AsyncGenerator<Buffer>): Promise<{ head: Buffer; complete: boolean }> => {
  const pieces: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    pieces.push(chunk)
    length += chunk.length
    if (length > HEAD_BYTES) return { head: Buffer.concat(pieces).subarray(0, HEAD_BYTES), complete: false }
  }
  return { head: Buffer.concat(pieces), complete: true }
}
