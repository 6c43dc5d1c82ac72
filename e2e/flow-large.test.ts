/** A large file whose line is cut, then whose server is killed in the middle: no byte is asked for again. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, onTestFinished, test } from 'vitest'
import { skipBecause } from '../server/src/testing/skip.ts'
import { apiOf } from './api.ts'
import { ALLOWED, startFlow } from './flow-kit.ts'
import { newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

/** Ten gigabytes take the same way, in twenty times as long: set it by hand. */
const SIZE = 512 * 1024 ** 2
/** What is on its way when a line breaks: buffers of both sockets. */
const ON_ITS_WAY = 16 * 1024 ** 2
/** The server's own process, whatever the size of the file. */
const MEMORY = 500 * 1024 ** 2

const CHUNK = Buffer.alloc(1024 * 1024, 'Musée\0')
const NAME = 'numerisations-1.zip'

/** The file from one byte to its end, made as it goes. */
function* bytesFrom(start: number): Generator<Buffer> {
  for (let at = start; at < SIZE;) {
    const from = at % CHUNK.length
    const chunk = CHUNK.subarray(from, Math.min(CHUNK.length, from + SIZE - at))
    at += chunk.length
    yield chunk
  }
}

const sha1OfAll = (): string => {
  const hash = createHash('sha1')
  for (const chunk of bytesFrom(0)) hash.update(chunk)
  return hash.digest('hex')
}

interface Site {
  url: string
  /** Bytes that left so far, and where each answer began. */
  sent: number
  starts: number[]
  /** Cuts the line once, when so many left. */
  cutAt: number
  /** Resolves once so many left. */
  reached(bytes: number): Promise<void>
}

/** A site with one file, which gives what is asked for by `Range`. */
const startSite = async (): Promise<Site> => {
  const waiting: { bytes: number; resolve: () => void }[] = []
  const site: Site = {
    ...{ url: '', sent: 0, starts: [], cutAt: Infinity },
    reached: (bytes) => new Promise((resolve) => waiting.push({ bytes, resolve })),
  }
  const give = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    response
      .setHeader('etag', '"un"')
      .setHeader('accept-ranges', 'bytes')
      .setHeader('content-length', SIZE - start)
    if (request.method === 'HEAD') return void response.end()
    site.starts.push(start)
    if (start > 0) response.writeHead(206, { 'content-range': `bytes ${start}-${SIZE - 1}/${SIZE}` })
    const counted = async function* () {
      for (const chunk of bytesFrom(start)) {
        yield chunk
        site.sent += chunk.length
        for (const { bytes, resolve } of waiting) if (site.sent >= bytes) resolve()
        if (site.sent >= site.cutAt) return cut(response)
      }
    }
    // Whoever reads may go away.
    await pipeline(Readable.from(counted()), response).catch(() => {})
  }
  const cut = (response: ServerResponse): void => {
    site.cutAt = Infinity
    response.destroy()
  }
  const server = createServer((request, response) => void give(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${NAME}`
  return site
}

test(
  'cut at a third and killed at two thirds, a large file comes whole and once',
  { timeout: 900_000 },
  async (context) => {
    const { bavail, bsize } = await statfs(tmpdir())
    if (bavail * bsize < 2.5 * SIZE) return skipBecause(context, 'too little room in the temporary folder')
    const dataDir = newDataDir()
    const env = { ...ALLOWED, MAX_UPLOAD_BYTES: String(2 * SIZE) }
    let server: RunningServer = await runServer(dataDir, env)
    onTestFinished(async () => {
      await server.end('SIGTERM')
      removeDataDir(dataDir)
    })
    const site = await startSite()
    const api = apiOf(() => server.url, newKey(dataDir))
    const flow = await startFlow(api, { kind: 'web', url: site.url }, {}, 'numerisations-{numero}.zip')

    site.cutAt = SIZE / 3
    const twoThirds = site.reached((2 * SIZE) / 3)
    await flow.start()
    await twoThirds
    const memory = [peakOf(server.pid)]
    await server.end('SIGKILL')
    server = await runServer(dataDir, env)
    expect(await flow.settled()).toMatchObject({ state: 'done', trigger: 'retry', failure: null })
    memory.push(peakOf(server.pid))

    const { resources } = await api.call('GET', `${flow.dataset}/`)
    expect(resources).toMatchObject([{ filesize: SIZE, checksum: { value: sha1OfAll() } }])
    expect(site.starts).toHaveLength(3)
    expect(site.sent).toBeLessThan(SIZE + 2 * ON_ITS_WAY)
    expect(Math.max(...memory)).toBeLessThan(MEMORY)
    expect(readdirSync(join(dataDir, 'uploads'))).toEqual([])
  },
)

/** The most that a process held so far; 0 where the system doesn't tell. */
const peakOf = (pid: number): number => {
  const status = `/proc/${pid}/status`
  return existsSync(status) ? 1024 * Number(/VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) : 0
}
