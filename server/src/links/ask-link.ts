import { createHash } from 'node:crypto'
import { OutgoingFailure, type Outgoing, type OutgoingAnswer, type OutgoingRequest } from '../outgoing/index.ts'
import { lengthIn, mimeIn } from './changes.rules.ts'
import { CORS_HEADERS } from './extras.rules.ts'
import type { CorsAnswer, LinkAnswer, LinkContent } from './model.ts'

/** For the first answer of a site; hydra's (tabular.md §2.4). */
const PATIENCE_MS = 5_000
/** Pages of firewalls and of errors are smaller than data. */
const SMALL_PAGE_BYTES = 4_096
const HEAD_BYTES = 1_024

/** For the data behind a link, read only to see whether it changed. */
const MAX_CONTENT_BYTES = 50 * 1024 ** 2
const CONTENT_PATIENCE_MS = 120_000

/** What is behind a link: the headers, then the beginning when they don't say enough. Never throws. */
export const askLink = async (outgoing: Outgoing, url: string): Promise<LinkAnswer> => {
  const head = await ask(outgoing, url, { method: 'HEAD' })
  // No use to insist when it was refused, or when nobody has this name.
  const isFinal = head.reason !== null && !['timeout', 'connection'].includes(head.reason)
  if (isFinal || head.status === 429 || saysEnough(head)) return head
  const range = { range: `bytes=0-${HEAD_BYTES - 1}` }
  const beginning = await ask(outgoing, url, { headers: range })
  // An empty file has no beginning.
  if (beginning.status === 416) return ask(outgoing, url, {})
  return beginning.status === 206 ? asWhole(beginning) : beginning
}

const saysEnough = ({ status, headers }: LinkAnswer): boolean => {
  if (status === null || status < 200 || status >= 400) return false
  const length = lengthIn(headers)
  if (length === null && headers['last-modified'] === undefined) return false
  return !(mimeIn(headers) === 'text/html' && (length ?? 0) < SMALL_PAGE_BYTES)
}

/** A part says how long the whole is (RFC 9110 §14.4). */
const asWhole = (answer: LinkAnswer): LinkAnswer => {
  const total = /\/(\d+)$/.exec(answer.headers['content-range'] ?? '')?.[1]
  const { 'content-range': _range, 'content-length': _length, ...headers } = answer.headers
  return { ...answer, status: 200, headers: total === undefined ? headers : { ...headers, 'content-length': total } }
}

/** What the site tells pages of other sites, like ours; null when it tells nothing. Never throws. */
export const askCors = async (outgoing: Outgoing, url: string, origin: string): Promise<CorsAnswer | null> => {
  const preflight = {
    origin,
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization,content-type',
  }
  const { status, headers } = await ask(outgoing, url, { method: 'OPTIONS', headers: preflight })
  if (status === null || status < 200 || status >= 400) return null
  const told = CORS_HEADERS.flatMap((name) => {
    const value = headers[`access-control-${name}`]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { status, ...Object.fromEntries(told) }
}

/** Reads the data behind a link, for its size and checksum: nothing of it is kept. Never throws. */
export const readContent = async (outgoing: Outgoing, url: string, answer: LinkAnswer): Promise<LinkContent> => {
  const content: LinkContent = { checksum: null, filesize: null, mimeType: mimeIn(answer.headers), error: null }
  if ((lengthIn(answer.headers) ?? 0) > MAX_CONTENT_BYTES) return { ...content, error: TOO_LARGE }
  const limits = { timeoutMs: CONTENT_PATIENCE_MS, maxBytes: MAX_CONTENT_BYTES }
  try {
    const { status, body, discard } = await outgoing.ask(url, limits)
    if (status >= 400) {
      discard()
      return { ...content, error: `Answered ${status}` }
    }
    const hash = createHash('sha1')
    let filesize = 0
    for await (const chunk of body) {
      hash.update(chunk)
      filesize += chunk.length
    }
    return { ...content, checksum: hash.digest('hex'), filesize }
  } catch (error) {
    if (!(error instanceof OutgoingFailure)) throw error
    return { ...content, error: error.reason === 'too_large' ? TOO_LARGE : error.text.en }
  }
}

/** hydra's words, which clients look for. */
export const TOO_LARGE = 'File too large to download'

const ask = async (outgoing: Outgoing, url: string, how: Partial<OutgoingRequest>): Promise<LinkAnswer> => {
  const started = performance.now()
  const seconds = () => Math.round(performance.now() - started) / 1_000
  try {
    const answer = await outgoing.ask(url, { timeoutMs: PATIENCE_MS, maxBytes: HEAD_BYTES, ...how })
    answer.discard()
    return { ...answered(answer), responseTime: seconds() }
  } catch (error) {
    if (!(error instanceof OutgoingFailure)) throw error
    const { reason, text } = error
    return { status: null, headers: {}, timeout: reason === 'timeout', responseTime: null, error: text.en, reason }
  }
}

/** What is kept of the headers: cookies and the like are nobody's business. */
const KEPT =
  /^(content-(type|length|range|disposition|encoding)|last-modified|etag|location|server|date|cache-control|retry-after|x-ratelimit-(limit|remaining|reset)|access-control-[a-z-]+)$/

const answered = ({ status, headers }: OutgoingAnswer): Omit<LinkAnswer, 'responseTime'> => ({
  status,
  headers: Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => KEPT.test(name))
      // NUL bytes can't be stored, and some servers send pages in their headers.
      .map(([name, value]) => [name, value.replaceAll('\0', '').slice(0, 1_000)]),
  ),
  timeout: false,
  error: null,
  reason: null,
})
