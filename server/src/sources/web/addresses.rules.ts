import { keyOfName, nameOfKey, staysBelow } from '../file-names.rules.ts'

/** The key of an address below a folder's: its path, decoded. Nothing for what isn't below, or that asks a question. */
export const keyOfUrl = (url: URL, folder: URL): string | undefined => {
  if (url.origin !== folder.origin || url.search !== '' || !url.pathname.startsWith(folder.pathname)) return undefined
  const path = url.pathname.slice(folder.pathname.length).replace(/\/$/, '')
  // An encoded slash is part of a name, and no key could say so.
  if (/%2f|%00/i.test(path)) return undefined
  const key = keyOfName(bytesOf(path))
  return staysBelow(key) ? key : undefined
}

/** The address of a key. */
export const urlOfKey = (key: string, folder: URL): URL => {
  const url = new URL(folder)
  url.search = ''
  url.pathname = folder.pathname + Array.from(nameOfKey(key), encode).join('')
  return url
}

/** The name of the file that an address gives: the end of its path. */
export const fileNameOf = (url: URL): string => {
  const last = url.pathname.split('/').findLast((part) => part !== '')
  const key = last === undefined ? '' : keyOfName(bytesOf(last)).replaceAll('/', '_')
  return staysBelow(key) ? key : url.hostname
}

/** Pages list a folder at an address that ends with a slash, or at that of a page in it. */
export const folderOf = (url: URL): URL => new URL('.', url)

const bytesOf = (path: string): Buffer =>
  Buffer.from(
    path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )

const encode = (byte: number): string => {
  const char = String.fromCharCode(byte)
  return /[\w.~/-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}

/** What the links of a page say, as they were written. */
export const linksOf = (html: string): string[] =>
  Array.from(html.matchAll(LINK), (found) => unescapeHtml(found[1] ?? found[2] ?? found[3] ?? '').trim())

/** Each part is bounded and none goes through another tag: a page made for it would take minutes otherwise. */
const LINK = /<a\b[^<>]{0,2000}?\bhref\s{0,20}=\s{0,20}(?:"([^"]{0,8000})"|'([^']{0,8000})'|([^\s"'>]{1,8000}))/gi

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescapeHtml = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name) return NAMED[String(name).toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : parseInt(String(hex), 16)
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole
  })
