import { checkFile } from './checks/check-file.ts'
import { readUtf8 } from './encodings/read-text.ts'
import { detectFormat } from './formats/detect-format.ts'
import { isNamedTable } from './formats/text-format.rules.ts'
import { drawMap, drawMapOfTable } from './geo/draw-map.ts'
import { inspectTable } from './inspect-table.ts'
import { lookAtText, readHead } from './look-at-text.ts'
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
import { commaSeparated } from './tables/separator.rules.ts'

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
  const { encoding, found, isBlank, isTable } = await lookAtText(file.path, file.fileName)
  if (isBlank !== 'no') return withoutTable(file, 'text', isBlank === 'wholly' ? EMPTY : null)
  if (!isTable) return withoutTable(file, 'text')

  const format = found.separator === '\t' ? 'tsv' : 'csv'
  onFormat(format)
  const text = { path: file.path, encoding, found, hasHeader: false, isMade: false }
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

/** Who reads each format that is neither a delimited text nor an archive; the others have no table. */
export const READERS: Record<string, Reader | undefined> = {
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
