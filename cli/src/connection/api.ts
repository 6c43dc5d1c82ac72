import { setOrigin, setTransport } from '@cimaise/client'
import { parseAddress } from './addresses.ts'
import { causeOf, Refused, sentenceOf, Unreachable } from './failures.ts'

/** A server's API, as any client of udata calls it. */
export interface Api {
  /** Where it is, without a final slash. */
  server: string
  /** Null: as anybody. */
  key: string | null
}

/** From now on the typed client speaks to this server, in English, and fails with `Refused` or `Unreachable`. */
export const speakTo = (api: Api): void => {
  setOrigin(api.server)
  setTransport(async (address, { method = 'GET', headers, body }) => {
    const path = inEnglish(address.slice(api.server.length))
    const response = await send(api, method, path, {
      headers: headers as Record<string, string>,
      body: body ?? undefined,
    })
    const text = await read(response)
    if (response.headers.get('content-type')?.startsWith('text/html'))
      throw new Refused(response.status, `${api.server}${path} answers with a web page: is it a server of udata's API?`)
    return new Response(text || null, { status: response.status, headers: response.headers })
  })
}

const inEnglish = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}lang=en`

interface Sent {
  headers?: Record<string, string>
  body?: BodyInit
}

/** An answer whatever its status; throws `Unreachable`, and `Refused` rather than take the key elsewhere. */
export const send = async (api: Api, method: string, path: string, sent: Sent = {}): Promise<Response> => {
  let asked = `${api.server}${path}`
  for (let moves = 0; ; moves += 1) {
    const response = await sendOnce(api, method, asked, sent)
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (!location) return response
    const next = parseAddress(location, asked)
    if (!isOnServer(api, next) || !['GET', 'HEAD'].includes(method) || moves > 4)
      throw new Refused(response.status, movedTo(asked, next?.href ?? location))
    asked = next.href
  }
}

const sendOnce = async ({ server, key }: Api, method: string, address: string, { headers, body }: Sent) => {
  const identity: Record<string, string> = key ? { 'X-API-KEY': key } : {}
  const init = {
    ...{ method, headers: { ...identity, accept: 'application/json', ...headers }, body },
    // Followed blindly, a redirect would take the key to another site.
    redirect: 'manual' as const,
  }
  const response = await fetch(address, init).catch((error: unknown) => {
    throw new Unreachable(`${server} does not answer (${causeOf(error)}).`)
  })
  // A proxy that lost its server says nothing of the request.
  if ([502, 503, 504].includes(response.status)) throw new Unreachable(`${server} answers ${response.status}.`)
  return response
}

/** A slug that changed leads to the new one. */
const isOnServer = ({ server }: Api, address: URL | null): address is URL =>
  address?.href.startsWith(`${server}/`) ?? false

const movedTo = (asked: string, address: string): string =>
  `${asked} redirects to ${address}: nothing was sent there. Give the final address with --server.`

/** The text of a success; throws `Refused` with the server's own sentence, `Unreachable` when it asks to come back. */
export const read = async (response: Response): Promise<string> => {
  const text = await response.text().catch((error: unknown) => {
    throw new Unreachable(`The answer was cut (${causeOf(error)}).`)
  })
  if (response.ok) return text
  const sentence = sentenceOf(response.status, text)
  // Sent twice, the first time being still looked at: its answer comes.
  if (response.status === 409 && response.headers.has('retry-after')) throw new Unreachable(sentence)
  throw new Refused(response.status, sentence)
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
