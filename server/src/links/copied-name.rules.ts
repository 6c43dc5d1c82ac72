/**
 * What a file is called where it comes from: by the answer's `Content-Disposition`, or by the last part of its address.
 * `isKnown` tells an extension that can be published; without one, `extension` is added.
 */
export const copiedNameOf = (
  { disposition, url }: { disposition: string | undefined; url: string },
  isKnown: (name: string) => boolean,
  extension: string | null,
): string => {
  const said = [nameInDisposition(disposition ?? ''), nameInPath(url)].flatMap((name) => cleaned(name) || [])
  const named = said.find(isKnown)
  if (named) return named
  const [first = 'fichier'] = said
  return extension ? `${first.replace(/\.$/, '')}.${extension}` : first
}

/** RFC 6266: the form with its encoding first. */
const nameInDisposition = (disposition: string): string => {
  const encoded = /filename\*\s*=\s*utf-8'[^']*'([^;]+)/i.exec(disposition)?.[1]
  if (encoded) return decoded(encoded.trim())
  const quoted = /filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1]
  const plain = quoted?.replaceAll(/\\(.)/g, '$1') ?? /filename\s*=\s*([^;"]+)/i.exec(disposition)?.[1] ?? ''
  // Most servers write UTF-8 there, and headers are read as Latin-1.
  const bytes = Buffer.from(plain.trim(), 'latin1').toString('utf8')
  return bytes.includes('\ufffd') ? plain.trim() : bytes
}

const nameInPath = (url: string): string => decoded(new URL(url).pathname.split('/').at(-1) ?? '')

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A name of somebody else's is only a name: no folder, nothing invisible. */
const cleaned = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '')
    .replaceAll(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/^\.+/, '')
    .trim()
