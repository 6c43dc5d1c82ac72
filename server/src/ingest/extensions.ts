/** udata's list of what may be uploaded (udata-api.md §5.4), with the open formats of tables that it lacks. */
const ARCHIVES = 'tar gz tgz rar zip 7z xz bz2'.split(' ')

const OTHERS = [
  'csv txt json pdf xml rtf xsd',
  'ods odt odp odg',
  'xls xlsx doc docx pps ppt',
  'jpeg jpg jpe gif png dwg svg tiff ecw svgz jp2 webp',
  'shp kml kmz gpx shx ovr geojson gpkg',
  'grib2 rdf ttl n3',
  'dbf prj sql sqlite db epub sbn sbx cpg lyr owl dxf ics ssim other',
  // Ours: refused by udata although they are open and read by every tool of the field.
  'parquet tsv jsonl ndjson md yaml yml',
].flatMap((line) => line.split(' '))

export const EXTENSIONS: string[] = [...ARCHIVES, ...OTHERS].sort()

const ALLOWED = new Set(EXTENSIONS)

const MIMES: Record<string, string> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  md: 'text/markdown',
  json: 'application/json',
  geojson: 'application/geo+json',
  jsonl: 'application/x-ndjson',
  ndjson: 'application/x-ndjson',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  xml: 'application/xml',
  pdf: 'application/pdf',
  zip: 'application/zip',
  gz: 'application/gzip',
  tgz: 'application/gzip',
  tar: 'application/x-tar',
  '7z': 'application/x-7z-compressed',
  rar: 'application/vnd.rar',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odt: 'application/vnd.oasis.opendocument.text',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  kml: 'application/vnd.google-earth.kml+xml',
  gpkg: 'application/geopackage+sqlite3',
  parquet: 'application/vnd.apache.parquet',
  rdf: 'application/rdf+xml',
  ttl: 'text/turtle',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  ics: 'text/calendar',
}

/** Extensions that hold the text, the shortest first. */
export const suggestFormats = (q: string, size: number): { text: string }[] =>
  EXTENSIONS.filter((extension) => extension.includes(q.trim().toLowerCase()))
    .sort((a, b) => a.length - b.length || a.localeCompare(b))
    .slice(0, size)
    .map((text) => ({ text }))

/** Whether a file of this name can be published. */
export const isAllowedExtension = (fileName: string): boolean => ALLOWED.has(lastExtensionOf(fileName) ?? '')

/**
 * The last extension, extended to the left while it is an archive's and the one before is known:
 * `a.2022.csv.tar.gz` → `csv.tar.gz`, `test.geojson.csv` → `csv` (udata-api.md §9.2).
 */
export const formatOf = (fileName: string): string | null => {
  const parts = fileName.toLowerCase().split('.').slice(1)
  let format = parts.pop() ?? null
  for (let first = format; first !== null && ARCHIVES.includes(first);) {
    const before = parts.pop()
    if (before === undefined || !ALLOWED.has(before)) break
    format = `${before}.${format}`
    first = before
  }
  return format
}

export const mimeOf = (fileName: string): string => MIMES[lastExtensionOf(fileName) ?? ''] ?? 'application/octet-stream'

/** The usual extension of a media type, or null: for files that come without a name. */
export const extensionForMime = (mime: string): string | null =>
  Object.keys(MIMES).find((extension) => MIMES[extension] === mime) ?? null

export const lastExtensionOf = (fileName: string): string | null => {
  const parts = fileName.toLowerCase().split('.')
  return parts.length > 1 ? (parts.at(-1) ?? null) : null
}
