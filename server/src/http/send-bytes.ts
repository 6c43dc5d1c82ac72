import type { FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'

export interface Bytes {
  sizeBytes: number
  /** Strong, without quotes: the hash of the content. */
  etag: string
  open(range?: { start: number; end: number }): Promise<Readable>
}

/**
 * Answers with bytes that never change: conditional requests, one range, HEAD (RFC 9110 §13 and §14). Several ranges
 * in one request are answered whole, as the RFC allows.
 */
export const sendBytes = async (request: FastifyRequest, reply: FastifyReply, bytes: Bytes): Promise<FastifyReply> => {
  const etag = `"${bytes.etag}"`
  reply.header('ETag', etag).header('Accept-Ranges', 'bytes')
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send()

  const range = rangeOf(request, etag, bytes.sizeBytes)
  if (range === 'unsatisfiable') return reply.code(416).header('Content-Range', `bytes */${bytes.sizeBytes}`).send()
  if (range) reply.code(206).header('Content-Range', `bytes ${range.start}-${range.end}/${bytes.sizeBytes}`)
  reply.header('Content-Length', range ? range.end - range.start + 1 : bytes.sizeBytes)
  // An empty stream: Fastify would count an empty body and overwrite the length.
  if (request.method === 'HEAD') return reply.send(Readable.from([]))
  return reply.send(await bytes.open(range))
}

const matches = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))

const rangeOf = (
  request: FastifyRequest,
  etag: string,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined => {
  const ifRange = request.headers['if-range']
  if (ifRange !== undefined && ifRange !== etag) return undefined
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '')
  if (!asked || (asked[1] === '' && asked[2] === '')) return undefined
  const [first, last] = [asked[1], asked[2]].map((text) => (text === '' ? undefined : Number(text)))
  const start = first ?? Math.max(0, size - (last ?? 0))
  const end = first === undefined ? size - 1 : Math.min(last ?? size - 1, size - 1)
  return start > end || start >= size ? 'unsatisfiable' : { start, end }
}

/** `Content-Disposition` that no browser can misread: an ASCII name, and the true one (RFC 6266). */
export const attachmentNamed = (fileName: string): string =>
  `attachment; filename="${fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`
