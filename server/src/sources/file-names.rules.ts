/**
 * Names of files are bytes; keys are text. A name in UTF-8 is its own text. In another one, each byte that isn't
 * ASCII is the mark U+FFFD and its two hexadecimal digits: `mus�E9es.csv` says which file it is, fits in a database, and
 * leads back to the very bytes.
 */
export const keyOfName = (name: Uint8Array): string => {
  const text = decode(name)
  if (text !== undefined && !text.includes(MARK)) return text
  return Array.from(name, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : MARK + hexOf(byte))).join('')
}

/** The bytes of the name whose key this is. */
export const nameOfKey = (key: string): Buffer => {
  if (!key.includes(MARK)) return Buffer.from(key)
  return Buffer.from(
    key.replace(MARKED, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )
}

/** Whether it stays below the folder that it is relative to. */
export const staysBelow = (key: string): boolean =>
  key !== '' && !key.includes('\0') && key.split('/').every((part) => part !== '' && part !== '.' && part !== '..')

const MARK = '\uFFFD'
const MARKED = /\uFFFD([0-9A-F]{2})/g

const hexOf = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0')

const decode = (name: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(name)
  } catch {
    return undefined
  }
}
