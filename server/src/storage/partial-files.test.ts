import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { StorageFull } from '../lib/errors.ts'
import { createPartialFiles, type Appending, type PartialFiles } from './partial-files.ts'

let folder: string
let files: PartialFiles
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cimaise-partial-'))
  files = await createPartialFiles(folder)
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  await files.remove('one')
  await files.create('one')
})

const stop = () => {}
/** Adds at the end, wherever it is. */
const append = async (source: AsyncIterable<Uint8Array>, options: Partial<Appending> = {}, to = files) =>
  to.append('one', source, { start: (await content()).length, stop, ...options })
const bytes = randomBytes(300_000)
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const content = () => readFile(files.pathOf('one'))

test('a file grows piece after piece, its hashes made on the way', async () => {
  expect(await append(Readable.from([bytes.subarray(0, 7)]))).toBe(7)
  expect(await append(Readable.from([bytes.subarray(7, 9), bytes.subarray(9)]))).toBe(300_000)
  expect(await content()).toEqual(bytes)
  expect(await files.find('one')).toMatchObject({ sizeBytes: 300_000 })
  expect(await files.head('one', 10)).toEqual(bytes.subarray(0, 10))
  expect((await files.digest('one'))?.sha256).toBe(sha256(bytes))
  expect(await files.digest('none')).toBeUndefined()
})

test('another process goes on where the one before stopped', async () => {
  await append(Readable.from([bytes.subarray(0, 100_000)]))
  const next = await createPartialFiles(folder)
  expect(await next.find('one')).toMatchObject({ sizeBytes: 100_000 })
  await append(Readable.from([bytes.subarray(100_000)]), {}, next)
  expect(await next.digest('one')).toMatchObject({ sha256: sha256(bytes), sizeBytes: 300_000 })
})

const broken = (...chunks: Buffer[]) =>
  (async function* () {
    yield* chunks
    throw new Error('connection lost')
  })()

test('what came of a stream that broke stays, and the hashes follow', async () => {
  await expect(append(broken(bytes.subarray(0, 50)))).rejects.toThrow('connection lost')
  expect(await files.find('one')).toMatchObject({ sizeBytes: 50 })
  await append(Readable.from([bytes.subarray(50)]))
  expect((await files.digest('one'))?.sha256).toBe(sha256(bytes))
})

test('a piece that is refused, or broken before it could be judged, leaves nothing', async () => {
  await append(Readable.from([bytes.subarray(0, 50)]))
  const refuse = () => {
    throw new Error('not these')
  }
  await expect(append(Readable.from([Buffer.from('other')]), { accept: refuse })).rejects.toThrow('not these')
  await expect(append(broken(bytes), { accept: stop })).rejects.toThrow('connection lost')
  expect(await content()).toEqual(bytes.subarray(0, 50))
  await append(Readable.from([bytes.subarray(50)]), { accept: stop })
  expect((await files.digest('one'))?.sha256).toBe(sha256(bytes))
})

test('a piece of the same length as one that was refused: the hashes are those of the bytes that stay', async () => {
  await append(Readable.from([bytes.subarray(0, 50)]))
  const refuse = () => {
    throw new Error('not these')
  }
  await expect(append(Readable.from([Buffer.alloc(250, 'x')]), { accept: refuse })).rejects.toThrow('not these')
  await append(Readable.from([bytes.subarray(50, 300)]), { accept: stop })
  expect((await files.digest('one'))?.sha256).toBe(sha256(bytes.subarray(0, 300)))
})

test('a piece ends where the room of others begins; what came before stays', async () => {
  const full = await createPartialFiles(folder, { minFreeBytes: 1e15 })
  const endless = (async function* () {
    for (;;) yield Buffer.alloc(1_000_000)
  })()
  await expect(append(endless, {}, full)).rejects.toBeInstanceOf(StorageFull)
  expect(await full.find('one')).toMatchObject({ sizeBytes: 68_000_000 })
})

test('who comes next ends a sender that hangs, and goes on from what it left', async () => {
  const hanging = new PassThrough()
  hanging.write(bytes.subarray(0, 50))
  const first = append(hanging, { stop: () => void hanging.destroy(new Error('somebody else goes on')) })
  first.catch(() => {})
  await expect.poll(async () => (await content()).length).toBe(50)
  expect(await files.find('one')).toMatchObject({ sizeBytes: 50 })
  await expect(first).rejects.toThrow('somebody else goes on')
  expect(await append(Readable.from([bytes.subarray(50)]))).toBe(300_000)
  expect(await content()).toEqual(bytes)
})

test('two who send the same piece at the same instant: one of them is taken, the bytes are never mixed', async () => {
  const senders = Array.from({ length: 4 }, async (_, i) => {
    const sender = new PassThrough().on('error', () => {})
    const piece = Buffer.alloc(100_000, String(i))
    void (async () => {
      for (let at = 0; at < piece.length && !sender.destroyed; at += 10_000) {
        sender.write(piece.subarray(at, at + 10_000))
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
      sender.end()
    })()
    const ended = () => void sender.destroy(new Error('somebody else goes on'))
    return files.append('one', sender, { start: 0, stop: ended }).catch(() => 'ended' as const)
  })
  await Promise.all(senders)
  const written = await content()
  expect(new Set(written).size).toBeLessThanOrEqual(1)
  expect((await files.digest('one'))?.sha256).toBe(sha256(written))
})

test('a sender who believes that the file ends elsewhere adds nothing', async () => {
  await append(Readable.from([bytes.subarray(0, 50)]))
  for (const start of [0, 49, 51])
    expect(await files.append('one', Readable.from([bytes]), { start, stop })).toBeUndefined()
  expect(await content()).toEqual(bytes.subarray(0, 50))
})

test('those that nobody goes on with are swept, the others stay', async () => {
  await files.create('two')
  await utimes(files.pathOf('two'), new Date(0), new Date(0))
  await files.sweep(new Date(Date.now() - 1_000))
  expect(await files.find('two')).toBeUndefined()
  expect(await files.find('one')).toMatchObject({ sizeBytes: 0 })
  await files.remove('two')
})
