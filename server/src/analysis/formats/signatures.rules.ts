/** The format that the first bytes sign, or null. `zip` and `ole` are envelopes: their content says more. */
export const signatureOf = (head: Buffer): string | null => {
  for (const [format, offset, signature] of SIGNATURES) {
    if (head.subarray(offset, offset + signature.length).equals(signature)) return format
  }
  if (isTag(head, 0, 'RIFF')) return isTag(head, 8, 'WEBP') ? 'webp' : isTag(head, 8, 'WAVE') ? 'wav' : 'binary'
  if (isTag(head, 0, 'SQLite format 3\0')) return isGeoPackage(head) ? 'gpkg' : 'sqlite'
  // Some writers put a few bytes before the header: readers accept it within the first kilobyte.
  if (head.subarray(0, 1024).includes('%PDF-')) return 'pdf'
  return null
}

/**
 * Not a text that a person could read, by its control characters: compressed or numeric content has a tenth of them.
 * NUL is counted apart: some tools fill texts with it, and binary content has more of it or others too.
 */
export const looksBinary = (head: Buffer): boolean => {
  let nuls = 0
  let controls = 0
  for (const byte of head) {
    if (byte === 0) nuls += 1
    else if (byte < 32 && !TEXT_CONTROLS.has(byte)) controls += 1
  }
  return controls > Math.max(2, head.length / 100) || nuls > Math.max(2, head.length / 5)
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

const SIGNATURES: [format: string, offset: number, signature: Buffer][] = [
  ['zip', 0, latin1('PK\x03\x04')],
  ['zip', 0, latin1('PK\x05\x06')],
  ['gzip', 0, latin1('\x1f\x8b')],
  ['bzip2', 0, latin1('BZh')],
  ['xz', 0, latin1('\xfd7zXZ\0')],
  ['zstd', 0, latin1('\x28\xb5\x2f\xfd')],
  ['7z', 0, latin1('7z\xbc\xaf\x27\x1c')],
  ['rar', 0, latin1('Rar!\x1a\x07')],
  ['tar', 257, latin1('ustar')],
  ['parquet', 0, latin1('PAR1')],
  ['arrow', 0, latin1('ARROW1')],
  ['fgb', 0, latin1('fgb\x03fgb')],
  ['ole', 0, latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  ['png', 0, latin1('\x89PNG\r\n\x1a\n')],
  ['jpeg', 0, latin1('\xff\xd8\xff')],
  ['gif', 0, latin1('GIF8')],
  ['tiff', 0, latin1('II*\0')],
  ['tiff', 0, latin1('MM\0*')],
  ['jp2', 4, latin1('jP  \r\n\x87\n')],
  ['mp4', 4, latin1('ftyp')],
  ['mp3', 0, latin1('ID3')],
]

/** Tab, line feed, form feed, carriage return, end of file (DOS), escape, record separator. */
const TEXT_CONTROLS = new Set([9, 10, 12, 13, 26, 27, 30])

const isTag = (head: Buffer, offset: number, tag: string): boolean =>
  head.toString('latin1', offset, offset + tag.length) === tag

/** GeoPackage 1.3 §1.1.1: `application_id` of the SQLite header is GPKG, formerly GP10 or GP11. */
const isGeoPackage = (head: Buffer): boolean => ['GPKG', 'GP10', 'GP11'].some((id) => isTag(head, 68, id))
