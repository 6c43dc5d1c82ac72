import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Secrets, WebSpec } from '../model.ts'
import { openLine, type Line } from './line.ts'

export interface TestWeb {
  /** Address of the page that lists the files. */
  url: string
  /** The page. */
  spec: WebSpec
  secrets: Secrets
  put(key: string, body: string | Uint8Array): Promise<void>
  remove(key: string): Promise<void>
  /** The password that was good isn't any more; the new secrets are. */
  rotateKey(): Secrets
  /** What this site can do besides. */
  can: { head: boolean; ranges: boolean; validators: boolean }
  /** Answers instead of the site, when it says yes. */
  instead: (request: IncomingMessage, response: ServerResponse) => boolean
  requests: string[]
  line: Line
  close(): Promise<void>
}

/** A web server on 127.0.0.1 with a page for each folder, as Apache and nginx make them, behind a password. */
export const startWeb = async (): Promise<TestWeb> => {
  const files = new Map<string, { body: Buffer; at: Date }>()
  let password = 'secret-0001'
  const site: Omit<TestWeb, 'url' | 'spec' | 'line' | 'close'> = {
    secrets: { username: 'cimaise', password },
    put: async (key, body) => void files.set(key, { body: Buffer.from(body), at: new Date() }),
    remove: async (key) => void files.delete(key),
    rotateKey: () => ({ username: 'cimaise', password: (password = `${password}+`) }),
    can: { head: true, ranges: true, validators: true },
    instead: () => false,
    requests: [],
  }
  const server = createServer((request, response) => {
    site.requests.push(`${request.method} ${request.url}`)
    if (site.instead(request, response)) return
    const given = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString()
    if (given !== `cimaise:${password}`) return void response.writeHead(401).end()
    if (request.method === 'HEAD' && !site.can.head) return void response.writeHead(405).end()
    const key = decodeURIComponent((request.url ?? '').replace(/^\/fichiers\//, ''))
    if (key === '' || key.endsWith('/')) return sendPage(response, key, [...files.keys()])
    const file = files.get(key)
    if (!file) return void response.writeHead(404).end()
    sendFile(request, response, file, site.can)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const line = await openLine((server.address() as AddressInfo).port)
  const url = `http://127.0.0.1:${line.port}/fichiers/`
  return Object.assign(site, {
    url,
    spec: { kind: 'web' as const, url, index: true },
    line,
    close: async () => {
      await line.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  })
}

const sendPage = (response: ServerResponse, folder: string, keys: string[]): void => {
  const below = keys.filter((key) => key.startsWith(folder)).map((key) => key.slice(folder.length))
  const names = new Set(below.map((key) => /^[^/]+\/?/.exec(key)?.[0] ?? ''))
  const links = ['?C=N;O=D', '../', ...Array.from(names, encodeURI).map((name) => name.replace(/[#?&]/g, escapeChar))]
  response.setHeader('content-type', 'text/html;charset=UTF-8')
  response.end(
    `<h1>Index</h1><pre>${links.map((link) => `<a href="${link}">${link}</a>  28-Nov-2026 14:00  12K\n`).join('')}</pre>`,
  )
}

const escapeChar = (char: string): string => encodeURIComponent(char)

const sendFile = (
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  { body, at }: { body: Buffer; at: Date },
  can: TestWeb['can'],
): void => {
  const etag = `"${createHash('md5').update(body).digest('hex')}"`
  if (can.validators) response.setHeader('etag', etag).setHeader('last-modified', at.toUTCString())
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1])
  const isSame = headers['if-range'] === undefined || headers['if-range'] === etag
  const isRange = can.ranges && isSame && !Number.isNaN(start)
  if (isRange && start >= body.length)
    return void response.writeHead(416, { 'content-range': `bytes */${body.length}` }).end()
  if (isRange) response.setHeader('content-range', `bytes ${start}-${body.length - 1}/${body.length}`)
  const bytes = isRange ? body.subarray(start) : body
  response.writeHead(isRange ? 206 : 200, { 'content-length': bytes.length, 'content-type': 'text/csv' })
  response.end(method === 'HEAD' ? undefined : bytes)
}
