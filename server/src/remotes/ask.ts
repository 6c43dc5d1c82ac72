import {
  failureText,
  OutgoingFailure,
  type Outgoing,
  type OutgoingAnswer,
  type OutgoingRequest,
} from '../outgoing/index.ts'
import { failureOfAnswer, movedTo, notUdata } from './failure.rules.ts'
import { RemoteFailure, type RemoteReason } from './failure.ts'
import { isRecord, textIn } from './json.rules.ts'
import type { RemoteServer } from './model.ts'

export interface Question {
  method?: OutgoingRequest['method']
  query?: Record<string, string>
  headers?: Record<string, string>
  /** Sent as JSON. */
  json?: object
  body?: AsyncIterable<Uint8Array>
  timeoutMs?: number
}

/** Asks the server something and answers with the JSON that it gave. Throws `RemoteFailure`. */
export type Ask = (path: string, question?: Question) => Promise<unknown>

export interface Asker {
  ask: Ask
  /** How the server is called in sentences. */
  host: string
}

const PATIENCE_MS = 60_000
/** A page of datasets of a thousand files each fits. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/** Questions to one server, each with its key: never in an address, never to another site, never in a sentence. */
export const createAsker = ({ server, apiKey }: RemoteServer, outgoing: Outgoing): Asker => {
  const host = URL.parse(server)?.host ?? server.slice(0, 100)
  return {
    host,
    ask: async (path, { query = {}, json, body, timeoutMs = PATIENCE_MS, ...question } = {}) => {
      const address = `${server.replace(/\/+$/, '')}${path}${queryOf(query)}`
      const headers: Record<string, string> = { accept: 'application/json', ...question.headers }
      if (apiKey) headers['x-api-key'] = apiKey
      if (json) headers['content-type'] = 'application/json'
      const sent = json ? JSON.stringify(json) : body
      try {
        const answer = await outgoing.ask(address, {
          method: question.method,
          headers,
          body: sent,
          timeoutMs,
          maxBytes: MAX_ANSWER_BYTES,
          // What is written is written where it was meant to be.
          ...((question.method ?? 'GET') !== 'GET' && { maxRedirects: 0 }),
        })
        const text = await textOf(answer.body)
        if (answer.status >= 200 && answer.status < 300) return answer.status === 204 ? null : parsed(text, host)
        const elsewhere = originElsewhere(address, answer)
        if (elsewhere) throw new RemoteFailure('address', movedTo(host, elsewhere))
        const said = saidIn(text, apiKey || '\0')
        throw failureOfAnswer({ host, status: answer.status, headers: answer.headers, said, hasKey: apiKey !== null })
      } catch (error) {
        throw error instanceof OutgoingFailure ? failureOnTheWay(error, host) : error
      }
    },
  }
}

/** Where the server sends its visitors, when that is another site or another protocol: our key isn't given there. */
const originElsewhere = (asked: string, { status, headers, url }: OutgoingAnswer): string | undefined => {
  const isRedirect = status >= 300 && status < 400
  const origin = URL.parse((isRedirect && headers.location) || url, url)?.origin
  return origin === URL.parse(asked)?.origin ? undefined : origin
}

/** What an answer must be made of. Throws `RemoteFailure` when it isn't. */
export const demand = <T>(found: T | undefined, host: string): T => {
  if (found === undefined)
    throw new RemoteFailure('protocol', notUdata(host, 'réponse inattendue', 'unexpected answer'))
  return found
}

const queryOf = (query: Record<string, string>): string => {
  const text = new URLSearchParams(query).toString()
  return text && `?${text}`
}

const textOf = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const parsed = (text: string, host: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new RemoteFailure('protocol', notUdata(host, 'ce n’est pas du JSON', 'this is not JSON'), { cause })
  }
}

/** The server's own words, wherever udata puts them (udata-api.md §1.6), short enough for a sentence, without our key. */
const saidIn = (text: string, apiKey: string): string => {
  try {
    const json = JSON.parse(text) as unknown
    if (!isRecord(json)) return ''
    const said = textIn(json, 'message') || textIn(json, 'error') || (json.errors ? JSON.stringify(json.errors) : '')
    // Before it is cut: half of a key says much of it.
    return said.replaceAll(apiKey, '…').replaceAll(/\s+/g, ' ').trim().slice(0, 300)
  } catch {
    return ''
  }
}

const failureOnTheWay = (error: OutgoingFailure, host: string): RemoteFailure => {
  const { fr, en } = failureText(error.reason)
  return new RemoteFailure(REASONS[error.reason], { fr: `${host} : ${fr}`, en: `${host}: ${en}` }, { cause: error })
}

const REASONS: Record<OutgoingFailure['reason'], RemoteReason> = {
  scheme: 'address',
  port: 'address',
  address: 'address',
  redirects: 'unreachable',
  name: 'unreachable',
  connection: 'unreachable',
  certificate: 'unreachable',
  timeout: 'timeout',
  too_large: 'protocol',
}
