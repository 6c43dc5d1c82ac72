/**
 * Whether these first bytes open an HTML page: a doctype, `<html>` or another tag that only begins a page, after any
 * byte order mark, spaces, comments and XML declaration. An error page saved under the name of a CSV is the usual case.
 * SVG, KML and other XML are not HTML.
 */
export const looksLikeHtml = (firstBytes: Uint8Array): boolean => isHtml(asText(firstBytes))

/** The same, on text. */
export const isHtml = (text: string): boolean => HTML_START.test(withoutProlog(text))

const HTML_START = /^<(!doctype\s+html|(html|head|title|meta|body|script|link|style|base|frameset)(?=[\s>/]))/i

/** What comes before the first real tag: spaces, comments, `<?xml … ?>`. Cut comments leave nothing. */
export const withoutProlog = (text: string): string => {
  let rest = text.replace(/^\ufeff/, '').trimStart()
  for (;;) {
    const end = rest.startsWith('<!--') ? after(rest, '-->') : rest.startsWith('<?') ? after(rest, '?>') : null
    if (end === null) return rest
    rest = rest.slice(end).trimStart()
  }
}

const after = (text: string, mark: string): number => {
  const at = text.indexOf(mark)
  return at < 0 ? text.length : at + mark.length
}

/** Enough of a decoder for markup, whose tags are ASCII: UTF-16 loses its zero bytes, the rest is read as Latin-1. */
const asText = (bytes: Uint8Array): string => {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 65_536))
  return start
    .toString('latin1')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
}
