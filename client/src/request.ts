import { errorOf, networkError } from './errors.ts'
import { languageOfClient } from './language.ts'
import type { Tagged } from './types.ts'

export type RequestOptions = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  ifMatch?: string | null
  /** The same call, made twice, has one effect and one answer. */
  idempotencyKey?: string
  signal?: AbortSignal
}

let origin = ''
/** Where the API is; the page's own origin unless told (a test, a script). */
export const setOrigin = (value: string): void => {
  origin = value
}
export const addressOf = (path: string): string => {
  const lang = languageOfClient() === 'fr' ? '' : `${path.includes('?') ? '&' : '?'}lang=${languageOfClient()}`
  return origin + path + lang
}

/** How a request leaves: `fetch`'s arguments. What it throws reaches the caller as it is. */
export type Transport = (address: string, init: RequestInit) => Promise<Response>

let transport: Transport | null = null
/** For what isn't a page: a program adds its key there, and words its failures. Null: the page's own way again. */
export const setTransport = (value: Transport | null): void => {
  transport = value
}
export const givenTransport = (): Transport | null => transport

/** `?a=1&b=2` of what is set, or nothing. */
export const queryOf = (query: Record<string, string | number | undefined>): string => {
  const set = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return set.length > 0 ? `?${new URLSearchParams(set).toString()}` : ''
}

/** The answer's body; throws `ApiError` for anything but a success. */
export const request = async <T>(path: string, options: RequestOptions = {}): Promise<T> =>
  (await requestTagged<T>(path, options)).value

export const requestTagged = async <T>(path: string, options: RequestOptions = {}): Promise<Tagged<T>> => {
  const { text, etag } = await requestText(path, options)
  return { value: parse(text) as T, etag }
}

/** The same, of what isn't JSON. */
export const requestText = async (path: string, options: RequestOptions = {}) => {
  const response = await send(path, options)
  const text = await response.text().catch(() => {
    throw networkError()
  })
  if (!response.ok) throw errorOf(response.status, parse(text))
  return { text, etag: response.headers.get('etag') }
}

export const parse = (text: string): unknown => {
  if (!text) return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

const send = async (path: string, options: RequestOptions): Promise<Response> => {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.ifMatch) headers['if-match'] = options.ifMatch
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey
  const init: RequestInit = {
    method: options.method ?? 'GET',
    credentials: 'same-origin',
    headers,
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
    signal: options.signal,
  }
  if (transport) return transport(addressOf(path), init)
  try {
    return await fetch(addressOf(path), init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw networkError()
  }
}
