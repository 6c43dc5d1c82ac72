/** A server's API, as any client of udata calls it. */
export interface Api {
  /** Where it is, without a final slash. */
  server: string
  key: string
}

/** The server said no, or something that isn't udata's API. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** No answer came, or not yet: the same command goes on later. */
export class Unreachable extends Error {}

/** An answer whatever its status; throws `Unreachable`. */
export const send = async (
  { server, key }: Api,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: BodyInit } = {},
): Promise<Response> => {
  const init = {
    ...{ method, headers: { 'X-API-KEY': key, Accept: 'application/json', ...headers }, body },
    // Followed, a redirect would take the key to another site.
    redirect: 'manual' as const,
  }
  const response = await fetch(`${server}${path}`, init).catch((error: unknown) => {
    throw new Unreachable(`${server} does not answer (${causeOf(error)}).`)
  })
  // A proxy that lost its server says nothing of the request.
  if ([502, 503, 504].includes(response.status)) throw new Unreachable(`${server} answers ${response.status}.`)
  const elsewhere = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
  if (elsewhere) throw new Refused(response.status, movedTo(`${server}${path}`, elsewhere))
  return response
}

const movedTo = (asked: string, location: string): string =>
  `${asked} redirects to ${URL.parse(location, asked)?.href ?? location}: nothing was sent there. Give the final address with --server.`

/** The JSON of a success; throws `Refused` with the server's own sentence, `Unreachable` when it asks to come back. */
export const read = async <T>(response: Response): Promise<T> => {
  const text = await response.text().catch((error: unknown) => {
    throw new Unreachable(`The answer was cut (${causeOf(error)}).`)
  })
  const json = parsed(text)
  // Sent twice, the first time being still looked at: its answer comes.
  if (response.status === 409 && response.headers.has('retry-after')) throw new Unreachable(sentenceOf(409, json))
  if (!response.ok) throw new Refused(response.status, sentenceOf(response.status, json))
  return json as T
}

/** JSON out, JSON in. */
export const ask = async <T>(
  api: Api,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<T> => {
  const json = body && { 'Content-Type': 'application/json' }
  return read<T>(
    await send(api, method, path, { headers: { ...json, ...headers }, body: body && JSON.stringify(body) }),
  )
}

/** Waits longer and longer for a server that doesn't answer; about ten minutes in all. Throws the last `Unreachable`. */
export const patiently = async <T>(call: () => Promise<T>, say: (line: string) => void): Promise<T> => {
  for (const seconds of [1, 2, 4, 8, ...Array.from({ length: 20 }, () => 30)]) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      say(`${error.message} Trying again in ${seconds} s…`)
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    }
  }
  return call()
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

const sentenceOf = (status: number, json: unknown): string => {
  const { message, error, errors } = (json ?? {}) as Record<string, unknown>
  if (typeof message === 'string') return message
  if (typeof error === 'string') return error
  return errors ? JSON.stringify(errors) : `The server answers ${status}.`
}

const causeOf = (error: unknown): string => {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause
  return cause?.code ?? cause?.message ?? String(error)
}
