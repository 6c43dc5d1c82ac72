import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { skipBecause } from '../testing/skip.ts'
import { createOutgoing, OutgoingFailure, type Outgoing, type OutgoingRequest } from './index.ts'

/** A web server that counts who connects: the private one must see nobody. */
interface Listener {
  server: Server
  port: number
  connections: number
  requests: IncomingMessage[]
  answer: (request: IncomingMessage, response: ServerResponse) => void
}

const listen = async (host: string, port = 0): Promise<Listener> => {
  const listener: Listener = {
    server: createServer((request, response) => {
      listener.requests.push(request)
      listener.answer(request, response)
    }),
    port: 0,
    connections: 0,
    requests: [],
    answer: (_request, response) => response.end('secret'),
  }
  listener.server.on('connection', () => listener.connections++)
  await new Promise<void>((done) => listener.server.listen(port, host, done))
  listener.port = (listener.server.address() as AddressInfo).port
  return listener
}

/** `inside` is what must not be reached; `site` stands for the public web, which a test can't have. */
let inside: Listener
let site: Listener
let insideByIpv6: Listener
beforeAll(async () => {
  inside = await listen('127.0.0.1')
  insideByIpv6 = await listen('::1')
  site = await listen('127.0.0.2')
})
afterAll(() => {
  for (const { server } of [inside, site, insideByIpv6]) {
    server.closeAllConnections()
    server.close()
  }
})

let asked: string[] = []
let names: Record<string, string[][]> = {}
let outgoing: Outgoing
beforeEach(() => {
  asked = []
  names = { 'site.example': [['127.0.0.2']] }
  for (const listener of [inside, site, insideByIpv6])
    Object.assign(listener, {
      connections: 0,
      requests: [],
      answer: (_: unknown, r: ServerResponse) => r.end('secret'),
    })
  outgoing = createOutgoing({
    allow: ['127.0.0.2'],
    userAgent: 'Cimaise/test (+https://donnees.example.fr)',
    resolve: async (host) => {
      asked.push(host)
      const answers = names[host] ?? []
      const now = answers.length > 1 ? answers.shift() : answers[0]
      if (!now) throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' })
      return now
    },
  })
})
afterEach(() => outgoing.close())

const LIMITS: OutgoingRequest = { timeoutMs: 5_000, maxBytes: 1_000_000 }
const read = async (url: string, options: Partial<OutgoingRequest> = {}) => {
  const answer = await outgoing.ask(url, { ...LIMITS, ...options })
  const chunks: Uint8Array[] = []
  for await (const chunk of answer.body) chunks.push(chunk)
  return { ...answer, text: Buffer.concat(chunks).toString() }
}
const reasonOf = async (asking: Promise<unknown>): Promise<string> => {
  const error = await asking.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  expect(error).toBeInstanceOf(OutgoingFailure)
  return (error as OutgoingFailure).reason
}
const nobodyCame = () => expect([inside.connections, insideByIpv6.connections]).toEqual([0, 0])

test('the public web is reached, under our own name', async () => {
  const { text, status, headers, url } = await read(`http://site.example:${site.port}/a?b=c#d`)
  expect({ text, status, length: headers['content-length'] }).toEqual({ text: 'secret', status: 200, length: '6' })
  expect(url).toBe(`http://site.example:${site.port}/a?b=c`)
  const [request] = site.requests
  expect(request?.headers['user-agent']).toBe('Cimaise/test (+https://donnees.example.fr)')
  expect(request?.headers.host).toBe(`site.example:${site.port}`)
})

const ADDRESSES = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '017700000001',
  '0177.0.0.1',
  '１２７.0.0.1',
  '0.0.0.0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::1]',
  '[2001:0:7f00:1::1]',
  '[fe80::1]',
  '[fd00::1]',
  '[ff02::1]',
  '169.254.169.254',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '192.0.2.1',
]
test.each(ADDRESSES)('http://%s is not visited', async (host) => {
  expect(await reasonOf(read(`http://${host}:${inside.port}/`))).toBe('address')
  nobodyCame()
})

test.each([
  [['127.0.0.1']],
  [['::1']],
  [['::ffff:127.0.0.1']],
  [['169.254.169.254']],
  [['93.184.215.14', '127.0.0.1']],
])('a name that leads to %j is not visited', async (addresses) => {
  names['piege.example'] = [addresses]
  expect(await reasonOf(read(`http://piege.example:${inside.port}/`))).toBe('address')
  nobodyCame()
})

test('a name that answers well first and privately then is asked once a connection, and connected to what was checked', async () => {
  names['double.example'] = [['127.0.0.2'], ['127.0.0.1']]
  site.answer = (_request, response) => response.setHeader('Connection', 'close').end('public')
  // The same port on both, so that only the address tells them apart.
  const twin = await listen('127.0.0.1', site.port)
  try {
    expect((await read(`http://double.example:${site.port}/`)).text).toBe('public')
    expect(asked).toEqual(['double.example'])
    expect(await reasonOf(read(`http://double.example:${site.port}/`))).toBe('address')
    expect([asked.length, twin.connections, site.connections]).toEqual([2, 0, 1])
  } finally {
    twin.server.close()
  }
})

test('a name of which the first address does not answer is reached by the next one', async () => {
  const patient = createOutgoing({
    allow: ['127.0.0.0/8'],
    userAgent: 'a',
    resolve: async () => ['127.0.0.9', '127.0.0.2'],
  })
  try {
    const answer = await patient.ask(`http://deux.example:${site.port}/`, LIMITS)
    answer.discard()
    expect([answer.status, site.connections]).toEqual([200, 1])
  } finally {
    await patient.close()
  }
})

test('a name that takes long to resolve takes nothing of the time that the site has', async () => {
  const slow = createOutgoing({
    allow: ['127.0.0.0/8'],
    userAgent: 'a',
    resolve: async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      return ['127.0.0.2']
    },
  })
  try {
    const answer = await slow.ask(`http://lent.example:${site.port}/`, { ...LIMITS, timeoutMs: 1_000 })
    answer.discard()
    expect(answer.status).toBe(200)
  } finally {
    await slow.close()
  }
})

test.each([301, 302, 303, 307, 308])('a redirect (%i) to a private address ends there', async (status) => {
  site.answer = (request, response) => {
    const step = Number(request.url?.slice(1))
    const next = step < 3 ? `/${step + 1}` : `http://127.0.0.1:${inside.port}/`
    response.writeHead(status, { Location: next }).end()
  }
  expect(await reasonOf(read(`http://site.example:${site.port}/0`))).toBe('address')
  expect(site.requests.map(({ url }) => url)).toEqual(['/0', '/1', '/2', '/3'])
  nobodyCame()
})

test.each(['file:///etc/passwd', 'gopher://127.0.0.1:70/', 'ftp://127.0.0.1/', 'data:text/plain,a', 'http://', 'rien'])(
  '%s is no web address, given or by a redirect',
  async (url) => {
    expect(await reasonOf(read(url))).toBe('scheme')
    site.answer = (_request, response) => response.writeHead(302, { Location: url }).end()
    const reason = await reasonOf(read(`http://site.example:${site.port}/`))
    // A text without a scheme is a path of the same site, which redirects again.
    expect(reason).toBe(url === 'rien' ? 'redirects' : 'scheme')
    nobodyCame()
  },
)

test.each([21, 22, 25, 110, 3306, 5432, 6379, 9200, 11_211, 27_017])('port %i is no web port', async (port) => {
  expect(await reasonOf(read(`http://site.example:${port}/`))).toBe('port')
  expect(await reasonOf(read(`http://[2606:4700::1111]:${port}/`))).toBe('port')
})

test('a service on an allowed machine sees no connection, but by an allowance with its port', async () => {
  const service = await listen('127.0.0.3', 6379)
  names['service.example'] = [['127.0.0.3']]
  const careful = createOutgoing({ allow: ['127.0.0.0/8'], userAgent: 'a', resolve: async () => ['127.0.0.3'] })
  const trusting = createOutgoing({
    allow: ['service.example:6379'],
    userAgent: 'a',
    resolve: async () => ['127.0.0.3'],
  })
  try {
    expect(await reasonOf(careful.ask('http://service.example:6379/', LIMITS))).toBe('port')
    expect(service.connections).toBe(0)
    expect(await reasonOf(trusting.ask('http://autre.example:6379/', LIMITS))).toBe('port')
    expect(await reasonOf(trusting.ask(`http://service.example:${inside.port}/`, LIMITS))).toBe('address')
    const answer = await trusting.ask('http://service.example:6379/', LIMITS)
    answer.discard()
    expect([answer.status, service.connections]).toEqual([200, 1])
  } finally {
    await careful.close()
    await trusting.close()
    service.server.closeAllConnections()
    service.server.close()
  }
})

test('redirects end after ten', async () => {
  site.answer = (request, response) =>
    response.writeHead(302, { Location: `/${Number(request.url?.slice(1)) + 1}` }).end()
  expect(await reasonOf(read(`http://site.example:${site.port}/0`))).toBe('redirects')
  expect(site.requests.length).toBe(11)
})

test('names and passwords of an address are never sent, nor our secrets to another site', async () => {
  names['autre.example'] = [['127.0.0.2']]
  site.answer = (request, response) =>
    request.headers.host?.startsWith('site')
      ? response.writeHead(307, { Location: `http://marie:motdepasse@autre.example:${site.port}/` }).end()
      : response.end('ok')
  const headers = { authorization: 'Bearer abc', 'X-API-KEY': 'abc', 'x-other': '1' }
  const { url } = await read(`http://camille:secret@site.example:${site.port}/`, { headers })
  expect(url).not.toContain('marie')
  expect(site.requests.map(({ headers: sent }) => [sent.authorization, sent['x-api-key'], sent['x-other']])).toEqual([
    ['Bearer abc', 'abc', '1'],
    [undefined, undefined, '1'],
  ])
  await read(`http://camille:secret@autre.example:${site.port}/`)
  expect(site.requests[2]?.headers.authorization).toBeUndefined()
})

async function* bytes(pieces: number, fails?: Error): AsyncGenerator<Uint8Array> {
  for (let piece = 0; piece < pieces; piece++) yield Buffer.alloc(100_000, 'a')
  if (fails) throw fails
}
const keep = async (request: IncomingMessage): Promise<number> => {
  let size = 0
  for await (const chunk of request) size += (chunk as Buffer).length
  return size
}

test('bytes are sent as they are read, with the length that was announced, and go to no other address', async () => {
  site.answer = async (request, response) => {
    const size = await keep(request)
    if (request.url === '/ailleurs') response.writeHead(307, { Location: '/ici' }).end()
    else response.end(`${size} ${request.headers['content-length']}`)
  }
  const send = (path: string) =>
    read(`http://site.example:${site.port}${path}`, {
      method: 'POST',
      body: bytes(50),
      headers: { 'content-length': '5000000' },
    })
  expect((await send('/')).text).toBe('5000000 5000000')
  expect((await send('/ailleurs')).status).toBe(307)
  expect(site.requests.map(({ url }) => url)).toEqual(['/', '/ailleurs'])
})

test('a body that its source cuts, or that is not as long as announced, is no request', async () => {
  let whole = 0
  site.answer = (request, response) =>
    void keep(request).then(
      () => (whole++, response.end()),
      () => {},
    )
  const post = { method: 'POST' as const, headers: { 'content-length': '5000000' } }
  const url = `http://site.example:${site.port}/`
  const cut = new Error('the source went away')
  const failure = await outgoing.ask(url, { ...LIMITS, ...post, body: bytes(3, cut) }).catch((error: unknown) => error)
  expect([(failure as OutgoingFailure).reason, (failure as OutgoingFailure).cause]).toEqual(['connection', cut])
  expect(await reasonOf(read(url, { ...post, body: bytes(3) }))).toBe('connection')
  expect(whole).toBe(0)
})

test('an answer that is too large stops there, unpacked or not', async () => {
  site.answer = (_request, response) => response.end(Buffer.alloc(2_000_000))
  expect(await reasonOf(read(`http://site.example:${site.port}/`))).toBe('too_large')
  site.answer = (_request, response) =>
    response.setHeader('Content-Encoding', 'gzip').end(gzipSync(Buffer.alloc(20_000_000)))
  expect(await reasonOf(read(`http://site.example:${site.port}/`))).toBe('too_large')
})

test('what a site packs without being asked is unpacked; a damaged packing is a failure', async () => {
  site.answer = (_request, response) => response.setHeader('Content-Encoding', 'gzip').end(gzipSync('a;b\n1;2\n'))
  expect((await read(`http://site.example:${site.port}/`)).text).toBe('a;b\n1;2\n')
  site.answer = (_request, response) => response.setHeader('Content-Encoding', 'gzip').end('a;b\n1;2\n')
  expect(await reasonOf(read(`http://site.example:${site.port}/`))).toBe('connection')
})

test('a site that never ends its answer is left at the end of the time', async () => {
  site.answer = (_request, response) => void response.write('a')
  expect(await reasonOf(read(`http://site.example:${site.port}/`, { timeoutMs: 300 }))).toBe('timeout')
  site.answer = () => {}
  expect(await reasonOf(read(`http://site.example:${site.port}/`, { timeoutMs: 300 }))).toBe('timeout')
})

test('an unknown name and a cut connection are said as such', async () => {
  expect(await reasonOf(read('http://inconnu.example/'))).toBe('name')
  site.answer = (request) => request.socket.destroy()
  expect(await reasonOf(read(`http://site.example:${site.port}/`))).toBe('connection')
})

test('a certificate that nobody vouches for is refused, and the name is what is asked for', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'cimaise-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  try {
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=site.example']
    execFileSync('openssl', [...request, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true })
    return skipBecause(context, 'openssl is missing')
  }
  let served = 0
  const names: (string | undefined)[] = []
  const server = createTlsServer(
    {
      key: readFileSync(key),
      cert: readFileSync(cert),
      SNICallback: (name, done) => (names.push(name), done(null)),
    },
    (_request, response) => (served++, response.end('secret')),
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.2', done))
  try {
    const { port } = server.address() as AddressInfo
    expect(await reasonOf(read(`https://site.example:${port}/`))).toBe('certificate')
    expect([served, names]).toEqual([0, ['site.example']])
  } finally {
    server.close()
    rmSync(folder, { recursive: true })
  }
})

test.each([
  ['fichiers.intranet', true],
  ['fichiers.intranet:8080', true],
  ['hydra_api:8000', true],
  ['10.1.0.0/16', true],
  ['127.0.0.1', true],
  ['127.0.0.1:9000', true],
  ['fd00::/8', true],
  ['[fd00::1]:8080', true],
  ['10.1', false],
  ['10.1.0.0/33', false],
  ['http://fichiers.intranet', false],
  ['fichiers.intranet:0', false],
  ['fichiers.intranet:70000', false],
  ['*', false],
])('the allowance %s is understood: %s', async (text, understood) => {
  const create = () => createOutgoing({ allow: [text], userAgent: 'a' })
  if (understood) await create().close()
  else expect(create).toThrow('OUTGOING_ALLOW')
})

test('what is under way when we stop is no failure of the site', async () => {
  site.answer = (_, response) => void response.writeHead(200).write('beginning')
  const { body } = await outgoing.ask(`http://site.example:${site.port}/`, LIMITS)
  const readAndStop = async () => {
    for await (const _chunk of body) void outgoing.close()
  }
  for (const asking of [readAndStop, () => outgoing.ask(`http://site.example:${site.port}/`, LIMITS)]) {
    const error: unknown = await asking().catch((reason: unknown) => reason)
    expect([error instanceof OutgoingFailure, String(error)]).toEqual([false, expect.stringContaining('we stop')])
  }
})
