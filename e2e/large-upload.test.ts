/** Two gigabytes through the server, whose memory hardly moves. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { skipBecause } from '../server/src/testing/skip.ts'
import { newDataDir, newKey, removeDataDir, runServer } from './run-server.ts'

const SIZE = 2 * 1024 ** 3
const CHUNK = Buffer.alloc(1024 * 1024, 'Musée\0')

/**
 * What the server holds is measured, not what V8 has still to collect. What was read from a socket is soon garbage, but
 * 64 MB of it may wait (`kExternalAllocationSoftLimit` in V8), and more while a busy machine slows the marking: 100 MB
 * were seen where 1 MB was in use. A small young generation is collected often, and at once; what is in use stays.
 */
const COLLECT_OFTEN = { NODE_OPTIONS: '--max-semi-space-size=1' }

test('an upload of 2 GB raises the memory of the server by less than 100 MB', { timeout: 300_000 }, async (context) => {
  if (process.platform !== 'linux') return skipBecause(context, 'the memory of a process is read from /proc')
  const { bavail, bsize } = await statfs(tmpdir())
  if (bavail * bsize < 2 * SIZE) return skipBecause(context, 'less than 4 GB free in the temporary folder')

  const dataDir = newDataDir()
  const server = await runServer(dataDir, COLLECT_OFTEN)
  try {
    const key = newKey(dataDir)
    const headers = { 'X-API-KEY': key, 'Content-Type': 'application/json' }
    const words = JSON.stringify({ title: 'Numérisations', description: 'De gros fichiers.' })
    const { id } = (await (
      await fetch(`${server.url}/api/1/datasets/`, { method: 'POST', headers, body: words })
    ).json()) as { id: string }

    const before = memoryOf(server.pid)
    let peak = before
    const watch = setInterval(() => (peak = Math.max(peak, memoryOf(server.pid))), 20)
    const answer = await sendLarge(`${server.url}/api/1/datasets/${id}/upload/`, key)
    clearInterval(watch)

    expect(answer).toMatchObject({ success: true, filesize: SIZE, checksum: { type: 'sha1', value: sha1OfAll() } })
    expect((peak - before) / 1024 ** 2).toBeLessThan(100)
  } finally {
    await server.end('SIGTERM')
    removeDataDir(dataDir)
  }
})

/** Resident memory, in bytes. */
const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024

const sha1OfAll = (): string => {
  const hash = createHash('sha1')
  for (let sent = 0; sent < SIZE; sent += CHUNK.length) hash.update(CHUNK)
  return hash.digest('hex')
}

const sendLarge = async (url: string, key: string): Promise<unknown> => {
  const boundary = 'cimaise-large-upload'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="numerisations.zip"\r\n\r\n`
  const parts = function* () {
    yield Buffer.from(head)
    for (let sent = 0; sent < SIZE; sent += CHUNK.length) yield CHUNK
    yield Buffer.from(`\r\n--${boundary}--\r\n`)
  }
  const sending = request(url, {
    method: 'POST',
    headers: { 'X-API-KEY': key, 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  })
  const answered = new Promise<unknown>((resolve, reject) => {
    sending.on('error', reject)
    sending.on(
      'response',
      (response) =>
        void response
          .toArray()
          .then((chunks) => resolve(JSON.parse(Buffer.concat(chunks as Buffer[]).toString())), reject),
    )
  })
  await pipeline(Readable.from(parts()), sending)
  return answered
}
