import { randomUUID } from 'node:crypto'

/** A form with one file, whose length is known before its first byte is read (RFC 7578). */
export interface Multipart {
  headers: Record<string, string>
  body: AsyncIterable<Uint8Array>
}

/** `file` comes last: whoever reads the form as it comes knows the rest by then. */
export const multipartOf = (
  fields: Record<string, string>,
  file: { name: string; sizeBytes: number; bytes: AsyncIterable<Uint8Array> },
): Multipart => {
  const boundary = `cimaise-${randomUUID()}`
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const opening = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${quoted(file.name)}"\r\n`
  const before = Buffer.from(`${parts.join('')}${opening}Content-Type: application/octet-stream\r\n\r\n`)
  const after = Buffer.from(`\r\n--${boundary}--\r\n`)
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(before.length + file.sizeBytes + after.length),
    },
    body: (async function* () {
      yield before
      yield* file.bytes
      yield after
    })(),
  }
}

/** As browsers do: what would end the name early is written by its number. */
const quoted = (name: string): string =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('\0', '')
