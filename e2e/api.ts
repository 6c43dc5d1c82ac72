/** What the tests of the whole product say to a server, by its API alone. */
import { createHash } from 'node:crypto'

export interface Api {
  /** The answer's JSON, null when it has none; throws with the server's words when it refuses. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the wire holds is what a test looks into
  call(method: string, path: string, body?: object): Promise<any>
  /** Sends a file, with the other fields of its form. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- idem
  send(path: string, fileName: string, content: string | null, fields?: Record<string, string>): Promise<any>
  /** The bytes at an address that the server gave, redirects followed. */
  bytes(url: string): Promise<Buffer>
}

export const apiOf = (server: () => string, key: string): Api => {
  const ask = async (path: string, init: RequestInit) => {
    const response = await fetch(new URL(path, server()), init)
    const text = await response.text()
    if (!response.ok) throw new Error(`${init.method} ${path}: ${response.status} ${text.slice(0, 500)}`)
    return text === '' ? null : JSON.parse(text)
  }
  const headers = { 'X-API-KEY': key }
  return {
    call: (method, path, body) =>
      ask(path, {
        method,
        headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
        body: body && JSON.stringify(body),
      }),
    send: (path, fileName, content, fields = {}) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      if (content !== null) form.append('file', new Blob([content]), fileName)
      return ask(path, { method: 'POST', headers, body: form })
    },
    bytes: async (url) => {
      const { pathname } = new URL(url)
      const response = await fetch(new URL(pathname, server()), { headers })
      if (!response.ok) throw new Error(`GET ${pathname}: ${response.status}`)
      return Buffer.from(await response.arrayBuffer())
    },
  }
}

export const sha1 = (content: string | Buffer): string => createHash('sha1').update(content).digest('hex')
export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')
