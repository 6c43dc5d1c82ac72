import type { Socket } from 'node:net'
import { pipeline, Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { request, type Agent, type Dispatcher } from 'undici'
import { Invalid } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { parseAllowance, type Allowance } from './addresses.rules.ts'
import { resolveBySystem, type Resolve } from './checked-addresses.ts'
import { createConnections, type Connection } from './connections.ts'
import { failureOf, OutgoingFailure, Stopping } from './failure.ts'
import { createGuardedAgent, resolveAhead } from './guarded-agent.ts'

export interface OutgoingOptions {
  /** Hosts and networks that may be reached although they are private (`OUTGOING_ALLOW`). */
  allow?: string[]
  userAgent: string
  /** For tests: the system's resolver otherwise. */
  resolve?: Resolve
}

export interface OutgoingRequest {
  method?: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'DELETE'
  headers?: Record<string, string>
  /** Bytes that come as they are read go once, to the address given: a redirect is then the answer. */
  body?: string | AsyncIterable<Uint8Array>
  /** From the name's being resolved to the last byte read, redirects included. */
  timeoutMs: number
  /** For a file that may be long to come: `timeoutMs` ends at its first byte, and this is without another one. */
  quietMs?: number
  /** Of the answer, once unpacked; reading beyond throws. */
  maxBytes: number
  /** Zero: a redirect is the answer. */
  maxRedirects?: number
}

export interface OutgoingAnswer {
  status: number
  /** In lower case; of a header that came twice, the first. */
  headers: Record<string, string>
  /** Where the answer came from, after the redirects. */
  url: string
  /** Read it to its end, or `discard`. Throws `OutgoingFailure`. */
  body: AsyncIterable<Uint8Array>
  discard(): void
}

export interface Outgoing {
  /** Asks, and follows redirects, each checked like the first address. Throws `OutgoingFailure`. */
  ask(url: string, options: OutgoingRequest): Promise<OutgoingAnswer>
  /** A connection for another protocol, to an address checked likewise. Throws `OutgoingFailure`. */
  connect(connection: Connection): Promise<Socket>
  /** Ends what is under way. That is no `OutgoingFailure`: nothing is to be said of the site. */
  close(): Promise<void>
}

type Explain = (error: unknown) => Error

const MAX_REDIRECTS = 10

/**
 * The one way out of this machine for addresses that people write: only the public web, whatever a name leads to.
 * Throws `Invalid` for an allowance that can't be read.
 */
export const createOutgoing = ({ allow = [], userAgent, resolve = resolveBySystem }: OutgoingOptions): Outgoing => {
  const names = resolveAhead(resolve)
  const allowances = allow.map(readAllowance)
  const agent = createGuardedAgent(allowances, names.resolve)
  const connections = createConnections(allowances, resolve)
  let isClosed = false
  const explain: Explain = (error) => (isClosed ? new Stopping() : failureOf(error))
  return {
    ask: async (url, options) => {
      const headers = { ...options.headers, 'user-agent': userAgent }
      try {
        const address = webAddressOf(url)
        // The patience is for the site: many names at once, or a slow resolver, aren't its fault.
        const answer = await names.ahead(address.hostname, () => follow(agent, address, { ...options, headers }))
        return answerOf(answer, options.maxBytes, explain)
      } catch (error) {
        throw explain(error)
      }
    },
    connect: async (connection) => {
      if (isClosed) throw new Stopping()
      return connections.open(connection).catch((error: unknown) => {
        throw explain(error)
      })
    },
    close: () => {
      isClosed = true
      connections.closeAll()
      return agent.destroy()
    },
  }
}

const readAllowance = (text: string): Allowance => {
  const allowance = parseAllowance(text)
  if (!allowance) throw new Invalid(notUnderstood(text))
  return allowance
}

const notUnderstood = (text: string): Text => ({
  fr: `OUTGOING_ALLOW : « ${text} » n’est ni un nom de machine, ni une adresse, ni un réseau, comme fichiers.intranet ou 10.1.0.0/16.`,
  en: `OUTGOING_ALLOW: “${text}” is no host, address or network, such as fichiers.intranet or 10.1.0.0/16.`,
})

/** A web address without what it says of who asks: names and passwords in links are never sent on. */
const webAddressOf = (text: string, base?: string): URL => {
  // Without a scheme nor a page that has one, a link takes ours.
  const url = URL.parse(base ? text : text.trim().replace(/^\/\//, 'https://'), base)
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new OutgoingFailure('scheme')
  url.username = ''
  url.password = ''
  url.hash = ''
  return url
}

interface Found {
  answer: Dispatcher.ResponseData
  url: URL
}

const follow = async (agent: Agent, first: URL, options: OutgoingRequest): Promise<Found> => {
  const { quietMs, timeoutMs } = options
  const clock = createClock(timeoutMs)
  const { method = 'GET' } = options
  let { headers = {} } = options
  let body = typeof options.body === 'object' ? Readable.from(options.body, { objectMode: false }) : options.body
  const maxRedirects = typeof body === 'object' ? 0 : (options.maxRedirects ?? MAX_REDIRECTS)
  let url = first
  for (let step = 0; ; step++) {
    const answer = await request(url, {
      dispatcher: agent,
      method,
      headers: { 'accept-encoding': 'identity', ...headers },
      body,
      signal: clock.signal,
      headersTimeout: timeoutMs,
      bodyTimeout: quietMs ?? timeoutMs,
    })
    const location = firstOf(answer.headers.location)
    if (!isRedirect(answer.statusCode) || location === undefined || maxRedirects === 0) {
      if (quietMs !== undefined) clock.stop()
      return { answer, url }
    }
    discard(answer.body)
    if (step >= maxRedirects) throw new OutgoingFailure('redirects')
    const next = webAddressOf(location, url.href)
    // What was said to one site isn't said to another.
    if (next.origin !== url.origin) [headers, body] = [withoutSecrets(headers), undefined]
    url = next
  }
}

/** As `AbortSignal.timeout`, until it is stopped. */
const createClock = (timeoutMs: number): { signal: AbortSignal; stop: () => void } => {
  const controller = new AbortController()
  const late = () => controller.abort(new DOMException('Too late', 'TimeoutError'))
  const timer = setTimeout(late, timeoutMs).unref()
  return { signal: controller.signal, stop: () => clearTimeout(timer) }
}

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status)

/** In lower case or not: whoever asks writes them. */
const withoutSecrets = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRETS.has(name.toLowerCase())))

const SECRETS = new Set(['authorization', 'cookie', 'x-api-key'])

const firstOf = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

const answerOf = ({ answer, url }: Found, maxBytes: number, explain: Explain): OutgoingAnswer => {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(answer.headers)) {
    const first = firstOf(value)
    if (first !== undefined) headers[name.toLowerCase()] = first
  }
  return {
    status: answer.statusCode,
    headers,
    url: url.href,
    body: bounded(() => unpacked(answer.body, headers['content-encoding']), maxBytes, explain),
    discard: () => discard(answer.body),
  }
}

/** An answer that nobody reads would keep its connection. */
const discard = (body: Readable): void => {
  // Closing it before its end is told as an error of the stream.
  body.on('error', () => {})
  body.destroy()
}

const UNPACKERS = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }

/** Some sites pack although they were asked not to. */
const unpacked = (body: Readable, encoding = ''): Readable => {
  const unpack = UNPACKERS[encoding.trim().toLowerCase() as keyof typeof UNPACKERS]
  if (!unpack) return body
  // The failure of either reaches whoever reads the second.
  return pipeline(body, unpack(), () => {})
}

/** Nothing starts before somebody reads. */
async function* bounded(open: () => Readable, maxBytes: number, explain: Explain): AsyncGenerator<Uint8Array> {
  const body = open()
  let read = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      read += chunk.length
      if (read > maxBytes) throw new OutgoingFailure('too_large')
      yield chunk
    }
  } catch (error) {
    throw explain(error)
  } finally {
    discard(body)
  }
}
