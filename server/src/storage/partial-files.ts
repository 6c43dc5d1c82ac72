import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { StorageFull } from '../lib/errors.ts'
import type { Blob } from './blob-store.ts'
import { createDigest, type Digest } from './digest.ts'
import { createRoomWatch, exists, isFull, syncFolder, writeAll } from './disk.ts'

/** Files that come in several requests, on the disk of this machine until they are whole. */
export interface PartialFiles {
  create(id: string): Promise<void>
  /**
   * How much of it is on the disk and survives a power cut. Whoever adds to it is stopped first, so that it stays
   * true. Undefined when there is no such file.
   */
  find(id: string): Promise<PartialFile | undefined>
  /** Without stopping anybody. */
  has(id: string): Promise<boolean>
  /** Its first bytes, fewer when it has fewer. */
  head(id: string, bytes: number): Promise<Buffer>
  /**
   * Adds the stream at the end, and answers the new size once it is synced; undefined when the file doesn't end at
   * `start` any more, nothing being read. When the stream breaks, what came of it stays, unless it was to be judged;
   * when `accept` throws, none of it stays. Throws `StorageFull`.
   */
  append(id: string, source: AsyncIterable<Uint8Array>, options: Appending): Promise<number | undefined>
  /**
   * Its hashes: those made on the way when this process saw every byte, else made by reading it again. Undefined when
   * there is no such file.
   */
  digest(id: string): Promise<Blob | undefined>
  /** Where it is, for who takes it away. */
  pathOf(id: string): string
  remove(id: string): Promise<void>
  /** Removes those that nothing was added to since. */
  sweep(olderThan: Date): Promise<void>
}

export interface PartialFile {
  sizeBytes: number
  touchedAt: Date
}

export interface Appending {
  /** Where the sender believes that the file ends. */
  start: number
  /** Ends the stream: somebody else goes on with the file. */
  stop: () => void
  /** Judges the hashes of what was added. */
  accept?: (added: Blob) => void
}

/** Partial files as plain files of one folder. The disk's last `minFreeBytes` are for others. */
export const createPartialFiles = async (
  folder: string,
  { minFreeBytes = 0 }: { minFreeBytes?: number } = {},
): Promise<PartialFiles> => {
  await mkdir(folder, { recursive: true })
  const pathOf = (id: string): string => join(folder, id)
  const digests = new Map<string, Digest>()
  const writers = new Map<string, { stop: () => void; done: Promise<unknown> }>()

  /** A connection that was cut can look alive for minutes: who comes next goes on, who came before is ended. */
  const stopWriter = async (id: string): Promise<void> => {
    for (let writer = writers.get(id); writer; writer = writers.get(id)) {
      writer.stop()
      await writer.done.catch(() => {})
    }
  }

  const add = async (
    id: string,
    source: AsyncIterable<Uint8Array>,
    { start, accept }: Appending,
  ): Promise<number | undefined> => {
    const file = await open(pathOf(id), 'r+')
    try {
      const { size } = await file.stat()
      if (size !== start) return undefined
      const before = size === 0 ? createDigest() : digests.get(id)
      const whole = before?.sizeBytes() === size ? before.copy() : undefined
      const added = accept && createDigest()
      digests.delete(id)
      try {
        await pour(source, file, size, [whole, added], createRoomWatch(folder, minFreeBytes))
        if (added) accept?.(added.blob())
      } catch (error) {
        if (accept) await file.truncate(size)
        throw error
      } finally {
        await file.datasync()
        // One that saw other bytes than those that stay is made again by reading them.
        if (whole?.sizeBytes() === (await file.stat()).size) digests.set(id, whole)
      }
      return (await file.stat()).size
    } catch (error) {
      throw isFull(error) ? new StorageFull(error) : error
    } finally {
      await file.close()
    }
  }

  const remove = async (id: string): Promise<void> => {
    await stopWriter(id)
    digests.delete(id)
    await rm(pathOf(id), { force: true })
  }

  return {
    pathOf,
    remove,
    create: async (id) => {
      await writeFile(pathOf(id), '', { flag: 'wx' })
      await syncFolder(folder)
    },
    find: async (id) => {
      await stopWriter(id)
      const file = await open(pathOf(id), 'r+').catch(() => null)
      if (!file) return undefined
      try {
        await file.datasync()
        const { size, mtime } = await file.stat()
        return { sizeBytes: size, touchedAt: mtime }
      } finally {
        await file.close()
      }
    },
    has: (id) => exists(pathOf(id)),
    head: async (id, bytes) => {
      if (bytes === 0) return Buffer.alloc(0)
      return Buffer.concat(await createReadStream(pathOf(id), { end: bytes - 1 }).toArray())
    },
    append: async (id, source, options) => {
      // Nothing may come between the last look and the place taken: two writers would mix their bytes.
      while (writers.has(id)) await stopWriter(id)
      const done = add(id, source, options)
      const writer = { stop: options.stop, done }
      writers.set(id, writer)
      try {
        return await done
      } finally {
        if (writers.get(id) === writer) writers.delete(id)
      }
    },
    digest: async (id) => {
      await stopWriter(id)
      const known = digests.get(id)
      const found = await stat(pathOf(id)).catch(() => null)
      if (!found) return undefined
      const digest = known?.sizeBytes() === found.size ? known : createDigest()
      if (digest !== known) for await (const chunk of createReadStream(pathOf(id))) digest.update(chunk as Buffer)
      return digest.blob()
    },
    sweep: async (olderThan) => {
      for (const id of await readdir(folder)) {
        const found = await stat(pathOf(id)).catch(() => null)
        if (found && found.mtime < olderThan) await remove(id)
      }
    },
  }
}

const pour = async (
  source: AsyncIterable<Uint8Array>,
  file: FileHandle,
  start: number,
  digests: (Digest | undefined)[],
  demandRoom: (bytes: number) => Promise<void>,
): Promise<void> => {
  let position = start
  for await (const chunk of source) {
    await writeAll(file, chunk, position)
    position += chunk.length
    for (const digest of digests) digest?.update(chunk)
    await demandRoom(chunk.length)
  }
}
