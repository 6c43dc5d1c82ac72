/** Two gigabytes sent while the server is killed at 10, 50 and 99 %: nothing arrives twice, nothing is lost. */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { skipBecause } from '../server/src/testing/skip.ts'
import { newDataDir, newKey, removeDataDir, runServer, type RunningServer } from './run-server.ts'

const SIZE = 2 * 1024 ** 3
const CHUNK = Buffer.alloc(1024 * 1024, 'Musée\0')

/** The file from one byte to another, made as it goes. */
function* bytesBetween(start: number, end: number): Generator<Buffer> {
  for (let at = start; at < end;) {
    const from = at % CHUNK.length
    const chunk = CHUNK.subarray(from, Math.min(CHUNK.length, from + end - at))
    at += chunk.length
    yield chunk
  }
}

const sha1OfAll = (): string => {
  const hash = createHash('sha1')
  for (const chunk of bytesBetween(0, SIZE)) hash.update(chunk)
  return hash.digest('hex')
}

test('killed at 10, 50 and 99 % of 2 GB, an upload finishes whole', { timeout: 300_000 }, async (context) => {
  const { bavail, bsize } = await statfs(tmpdir())
  if (bavail * bsize < 2.5 * SIZE) return skipBecause(context, 'less than 5 GB free in the temporary folder')
  const dataDir = newDataDir()
  let server: RunningServer = await runServer(dataDir)
  try {
    const key = newKey(dataDir)
    const headers = { 'X-API-KEY': key, 'Content-Type': 'application/json' }
    const call = async (method: string, path: string, body?: object) =>
      (await fetch(`${server.url}${path}`, { method, headers, body: body && JSON.stringify(body) })).json()
    const words = { title: 'Numérisations', description: 'De gros fichiers.' }
    const { id } = (await call('POST', '/api/1/datasets/', words)) as { id: string }

    const tus = { 'X-API-KEY': key, 'Tus-Resumable': '1.0.0' }
    const announced = { 'Upload-Length': String(SIZE), 'Upload-Metadata': `filename ${btoa('numerisations.zip')}` }
    const begun = await fetch(`${server.url}/api/1/uploads/`, { method: 'POST', headers: { ...tus, ...announced } })
    const path = begun.headers.get('location') ?? ''
    const offset = async () =>
      Number((await fetch(`${server.url}${path}`, { method: 'HEAD', headers: tus })).headers.get('upload-offset'))

    let from = 0
    for (const share of [0.1, 0.5, 0.99]) {
      await sendUntil(server, path, tus, from, Math.floor(SIZE * share))
      server = await runServer(dataDir)
      const reached = await offset()
      // What the system had taken is there; what was on its way comes again.
      expect(reached).toBeGreaterThan(from)
      expect(reached).toBeLessThanOrEqual(Math.floor(SIZE * share))
      from = reached
    }
    await send(server, path, tus, from, SIZE)
    const deposit = (await call('POST', `/api/1/datasets/${id}/deposits/`, { upload: path.split('/').at(-2) })) as {
      id: string
      filesize: number
      checksum: { value: string }
    }
    expect(deposit).toMatchObject({ filesize: SIZE, checksum: { value: sha1OfAll() } })
    const decision = { confirm: true, reason: 'Essai' }
    const published = await call('POST', `/api/1/datasets/${id}/deposits/${deposit.id}/publish/`, decision)
    expect(published).toMatchObject({ filesize: SIZE })
    expect(readdirSync(join(dataDir, 'uploads'))).toEqual([])
  } finally {
    await server.end('SIGTERM')
    removeDataDir(dataDir)
  }
})

const piece = (server: RunningServer, path: string, tus: Record<string, string>, from: number) =>
  request(`${server.url}${path}`, {
    method: 'PATCH',
    headers: {
      ...tus,
      'Content-Type': 'application/offset+octet-stream',
      ...{ 'Upload-Offset': from, 'Content-Length': SIZE - from },
    },
  })

/** Sends up to there, then kills the server, the request still open. */
const sendUntil = async (
  server: RunningServer,
  path: string,
  tus: Record<string, string>,
  from: number,
  until: number,
): Promise<void> => {
  const sending = piece(server, path, tus, from)
  const broken = new Promise((resolve) => sending.once('error', resolve))
  for (const chunk of bytesBetween(from, until))
    if (!sending.write(chunk)) await new Promise((resolve) => sending.once('drain', resolve))
  await server.end('SIGKILL')
  await broken
}

const send = (server: RunningServer, path: string, tus: Record<string, string>, from: number, to: number) =>
  new Promise<void>((resolve, reject) => {
    const sending = piece(server, path, tus, from)
    sending.once('error', reject)
    sending.once('response', ({ statusCode }) => {
      if (statusCode === 204) resolve()
      else reject(new Error(`The server answers ${statusCode}`))
    })
    Readable.from(bytesBetween(from, to)).pipe(sending)
  })
