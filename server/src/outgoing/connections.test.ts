import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createHttp } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOutgoing, OutgoingFailure, Stopping, type Connection, type Outgoing } from './index.ts'

/** Counts who connects: the private one must see nobody. `site` stands for the public network. */
interface Listener {
  server: Server
  port: number
  sockets: Socket[]
}
const listeners: Listener[] = []
const listen = async (host: string, port = 0): Promise<Listener> => {
  const listener: Listener = {
    server: createServer((socket) => listener.sockets.push(socket.resume())),
    port: 0,
    sockets: [],
  }
  listeners.push(listener)
  await new Promise<void>((done) => listener.server.listen(port, host, done))
  listener.port = (listener.server.address() as AddressInfo).port
  return listener
}

let inside: Listener
let site: Listener
let outgoing: Outgoing
const names: Record<string, string[]> = {}
beforeEach(async () => {
  inside = await listen('127.0.0.1')
  site = await listen('127.0.0.2')
  Object.assign(names, { 'site.example': ['127.0.0.2'], 'piege.example': ['127.0.0.2', '127.0.0.1'] })
  outgoing = createOutgoing({ allow: ['127.0.0.2'], userAgent: 'a', resolve: async (host) => names[host] ?? [] })
})
afterEach(async () => {
  await outgoing.close()
  for (const { server, sockets } of listeners.splice(0)) {
    sockets.forEach((socket) => socket.destroy())
    server.close()
  }
})

const connect = (connection: Partial<Connection>) =>
  outgoing.connect({ host: 'site.example', port: site.port, protocol: 'ssh', timeoutMs: 1_000, ...connection })
const reasonOf = async (connecting: Promise<unknown>): Promise<string> => {
  const error: unknown = await connecting.catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(OutgoingFailure)
  return (error as OutgoingFailure).reason
}

test('a connection of another protocol reaches the public network', async () => {
  const socket = await connect({})
  socket.end('bonjour')
  await expect.poll(() => site.sockets.length).toBe(1)
})

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.1', '169.254.169.254', '0.0.0.0', 'piege.example'])(
  'none is made to %s',
  async (host) => {
    for (const protocol of ['ssh', 'ftp', 'web'] as const)
      expect(await reasonOf(connect({ host, protocol, port: inside.port }))).toBe('address')
    expect(inside.sockets.length).toBe(0)
  },
)

test('another address of the same name is checked like any', async () => {
  expect(await reasonOf(connect({ at: '127.0.0.1', port: inside.port }))).toBe('address')
  expect(inside.sockets.length).toBe(0)
  const twin = await listen('127.0.0.2')
  const socket = await connect({ at: '127.0.0.2', port: twin.port })
  socket.destroy()
  await expect.poll(() => twin.sockets.length).toBe(1)
})

test.each([
  ['ssh', [22], [21, 25, 80, 443, 990, 5432, 6379]],
  ['ftp', [21, 990], [20, 22, 25, 80, 443, 3306, 6379]],
  ['web', [80, 443], [21, 22, 25, 990, 11_211]],
] as const)('%s has its own ports', async (protocol, own, others) => {
  for (const port of others) expect([port, await reasonOf(connect({ protocol, port }))]).toEqual([port, 'port'])
  for (const port of own) expect([port, await reasonOf(connect({ protocol, port }))]).toEqual([port, 'connection'])
})

test('an unknown name, and a server that says nothing of TLS, are told', async () => {
  expect(await reasonOf(connect({ host: 'inconnu.example' }))).toBe('name')
  expect(await reasonOf(connect({ tls: true, timeoutMs: 200 }))).toBe('timeout')
  await expect.poll(() => site.sockets.every((socket) => socket.destroyed)).toBe(true)
})

test('what is open when we stop is ended, and nothing is opened any more', async () => {
  const socket = await connect({})
  // As libraries do that upgrade a socket.
  socket.removeAllListeners()
  const closed = new Promise((done) => socket.on('close', done))
  await outgoing.close()
  await closed
  await expect(connect({})).rejects.toBeInstanceOf(Stopping)
})

test('a connection that was on its way when we stop is ended too', async () => {
  const connecting = connect({}).catch((error: unknown) => error)
  await outgoing.close()
  expect(await connecting).toBeInstanceOf(Stopping)
  await expect.poll(() => site.sockets.every((socket) => socket.destroyed)).toBe(true)
})

test('a file may take longer than its beginning, as long as bytes come', async () => {
  const server = createHttp((request, response) => {
    let left = 8
    const timer = setInterval(() => (left-- > 0 ? response.write('x') : request.url === '/ends' && response.end()), 50)
    response.on('close', () => clearInterval(timer))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.2', done))
  const { port } = server.address() as AddressInfo
  const read = async (path: string, options: { timeoutMs: number; quietMs?: number }) => {
    const answer = await outgoing.ask(`http://site.example:${port}${path}`, { maxBytes: 100, ...options })
    let text = ''
    for await (const chunk of answer.body) text += Buffer.from(chunk).toString()
    return text
  }
  try {
    expect(await read('/ends', { timeoutMs: 200, quietMs: 2_000 })).toBe('xxxxxxxx')
    expect(await reasonOf(read('/ends', { timeoutMs: 200 }))).toBe('timeout')
    expect(await reasonOf(read('/never', { timeoutMs: 200, quietMs: 300 }))).toBe('timeout')
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
