import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NotFound, StorageFull, TooLarge } from '../lib/errors.ts'
import type { BlobStore } from './blob-store.ts'
import { createLocalBlobStore } from './local.ts'

let folder: string
let blobs: BlobStore
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cimaise-blobs-'))
  blobs = await createLocalBlobStore(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const write = (bytes: Buffer, maxBytes = 1e9) =>
  blobs.write(Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]), { maxBytes })
const readAll = async (stream: Readable) => Buffer.concat(await stream.toArray())
const leftovers = () => readdir(join(folder, 'tmp'))
const inAnHour = () => new Date(Date.now() + 3_600_000)

test('what was written is read back, with its hashes and size', async () => {
  const bytes = randomBytes(300_000)
  const blob = await write(bytes)
  const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex')
  expect(blob).toEqual({ sha256: hash('sha256'), sha1: hash('sha1'), sizeBytes: 300_000 })
  expect(await readAll(await blobs.read(blob.sha256))).toEqual(bytes)
  expect(await readFile(await blobs.localPath(blob.sha256))).toEqual(bytes)
})

test('a range is read with both ends included', async () => {
  const { sha256 } = await write(Buffer.from('abcdefghijklmnop'))
  expect((await readAll(await blobs.read(sha256, { start: 2, end: 4 }))).toString()).toBe('cde')
})

test('the same bytes are kept once', async () => {
  const bytes = randomBytes(1_000)
  const [first, second] = await Promise.all([write(bytes), write(bytes)])
  expect(first).toEqual(second)
  const keys = []
  for await (const key of blobs.list()) keys.push(key)
  expect(keys.filter((key) => key === first.sha256)).toHaveLength(1)
  expect(await leftovers()).toEqual([])
})

test('what others know of bytes goes before them, and stays with those that stay', async () => {
  const { sha256 } = await write(randomBytes(100))
  const done: boolean[] = []
  const first = async () => void done.push(await blobs.has(sha256))
  await blobs.remove(sha256, new Date(Date.now() - 3_600_000), first)
  expect([done, await blobs.has(sha256)]).toEqual([[], true])
  await blobs.remove(sha256, inAnHour(), first)
  expect([done, await blobs.has(sha256)]).toEqual([[true], false])
})

test('an unknown key is not found', async () => {
  await expect(blobs.read('0'.repeat(64))).rejects.toBeInstanceOf(NotFound)
})

test('a stream over the limit leaves nothing', async () => {
  await expect(write(randomBytes(2_000), 1_999)).rejects.toBeInstanceOf(TooLarge)
  expect(await leftovers()).toEqual([])
})

test('a stream without a size ends where the room of others begins, and leaves nothing', async () => {
  const full = await createLocalBlobStore(folder, { minFreeBytes: 1e15 })
  let sent = 0
  const endless = (async function* () {
    for (; sent < 500; sent += 1) yield Buffer.alloc(1_000_000)
  })()
  await expect(full.write(endless, { maxBytes: 1e9 })).rejects.toBeInstanceOf(StorageFull)
  expect(sent).toBeLessThan(100)
  expect(await leftovers()).toEqual([])
})

test('a stream that breaks leaves nothing', async () => {
  const broken = (async function* () {
    yield Buffer.from('beginning')
    throw new Error('connection lost')
  })()
  await expect(blobs.write(broken, { maxBytes: 1e9 })).rejects.toThrow('connection lost')
  expect(await leftovers()).toEqual([])
})

test('removing spares what was written again since', async () => {
  const bytes = randomBytes(100)
  const { sha256 } = await write(bytes)
  await blobs.remove(sha256, new Date(Date.now() - 3_600_000))
  expect(await readAll(await blobs.read(sha256))).toEqual(bytes)
  await blobs.remove(sha256, inAnHour())
  await expect(blobs.read(sha256)).rejects.toBeInstanceOf(NotFound)
})

test('a sweep removes what killed writers left, and nothing else', async () => {
  const { sha256 } = await write(randomBytes(100))
  const table = await blobs.derivedPath(sha256, 'parquet')
  await Promise.all([table, `${table}.1234.part`, `${table}.1234.part.2`].map((path) => writeFile(path, 'PAR1')))
  await writeFile(join(folder, 'tmp', 'interrupted'), 'x')
  expect(await blobs.sweep(new Date(Date.now() - 3_600_000))).toBe(0)
  expect(await blobs.sweep(inAnHour())).toBe(3)
  expect(await leftovers()).toEqual([])
  expect(await readFile(table, 'utf8')).toBe('PAR1')
})

test('what the caller refuses leaves nothing, not even for a moment', async () => {
  const bytes = randomBytes(1_000)
  const accept = ({ sizeBytes }: { sizeBytes: number }) => {
    throw new Error(`refused ${sizeBytes}`)
  }
  await expect(blobs.write(Readable.from([bytes]), { maxBytes: 1e9, accept })).rejects.toThrow('refused 1000')
  await expect(blobs.read(createHash('sha256').update(bytes).digest('hex'))).rejects.toBeInstanceOf(NotFound)
  expect(await leftovers()).toEqual([])
})

const asideFile = async (bytes: Buffer) => {
  const path = join(folder, 'aside')
  await writeFile(path, bytes)
  const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex')
  return { path, blob: { sha256: hash('sha256'), sha1: hash('sha1'), sizeBytes: bytes.length } }
}

test('a file is adopted: moved, as young as one that was just written, and adopting it again is harmless', async () => {
  const bytes = randomBytes(2_000)
  const { path, blob } = await asideFile(bytes)
  await utimes(path, new Date(0), new Date(0))
  await Promise.all([blobs.adopt(path, blob), blobs.adopt(path, blob)])
  expect(await readAll(await blobs.read(blob.sha256))).toEqual(bytes)
  await expect(stat(path)).rejects.toThrow('ENOENT')
  await blobs.remove(blob.sha256, new Date(Date.now() - 3_600_000))
  expect(await readAll(await blobs.read(blob.sha256))).toEqual(bytes)
})

test('a file whose bytes are there already is adopted by going away', async () => {
  const bytes = randomBytes(2_000)
  await write(bytes)
  const { path, blob } = await asideFile(bytes)
  await blobs.adopt(path, blob)
  await expect(stat(path)).rejects.toThrow('ENOENT')
  expect(await readAll(await blobs.read(blob.sha256))).toEqual(bytes)
})

test('a file that is nowhere can’t be adopted', async () => {
  const { path, blob } = await asideFile(randomBytes(10))
  await rm(path)
  await expect(blobs.adopt(path, blob)).rejects.toThrow('ENOENT')
})

test('the room left is that of the disk, less what is kept for others', async () => {
  const [all, less] = [await blobs.room(), await (await createLocalBlobStore(folder, { minFreeBytes: 1e9 })).room()]
  expect(all).toBeGreaterThan(0)
  expect(Math.abs(all - 1e9 - less)).toBeLessThan(1e8)
})
