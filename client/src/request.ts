import { errorOf, networkError } from './errors.ts'
import type { Tagged } from './types.ts'

export type RequestOptions = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
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
export const addressOf = (path: string): string => origin + path

/** The answer's body; throws `ApiError` for anything but a success. */
export const request = async <T>(path: string, options: RequestOptions = {}): Promise<T> =>
  (await requestTagged<T>(path, options)).value

export const requestTagged = async <T>(path: string, options: RequestOptions = {}): Promise<Tagged<T>> => {
  const response = await send(path, options)
  const text = await response.text().catch(() => {
    throw networkError()
  })
  const body = parse(text)
  if (!response.ok) throw errorOf(response.status, body)
  return { value: body as T, etag: response.headers.get('etag') }
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
  try {
    return await fetch(addressOf(path), {
      method: options.method ?? 'GET',
      credentials: 'same-origin',
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw networkError()
  }
}
