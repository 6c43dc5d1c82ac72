import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NotFound, StorageFull, TooLarge } from '../lib/errors.ts'
import type { Blob, BlobStore } from './blob-store.ts'
import { createDigest } from './digest.ts'
import { createRoomWatch, exists, isFull, isMissing, roomIn, syncFolder, writeAll } from './disk.ts'

/**
 * Blobs under one folder of the local disk: `ab/cd/<sha256>`, written beside as `tmp/…`, synced, then renamed. The
 * disk's last `minFreeBytes` are for others: the database needs room too.
 */
export const createLocalBlobStore = async (
  folder: string,
  { minFreeBytes = 0 }: { minFreeBytes?: number } = {},
): Promise<BlobStore> => {
  const temporary = join(folder, 'tmp')
  await mkdir(temporary, { recursive: true })
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)

  return {
    room: () => roomIn(folder, minFreeBytes),

    write: async (source, { maxBytes, accept }) => {
      const path = join(temporary, randomUUID())
      try {
        const blob = await writeSynced(path, source, maxBytes, createRoomWatch(folder, minFreeBytes))
        await accept?.(blob)
        await settle(path, pathOf(blob.sha256))
        return blob
      } catch (error) {
        await rm(path, { force: true })
        throw isFull(error) ? new StorageFull(error) : error
      }
    },

    adopt: async (path, { sha256 }) => {
      await settle(path, pathOf(sha256)).catch(async (error: unknown) => {
        // Two called at once: the other one took it.
        if (isMissing(error) && (await exists(pathOf(sha256)))) return
        if ((error as { code?: string }).code !== 'EXDEV') throw error
        const near = join(temporary, randomUUID())
        await copySynced(path, near)
        await settle(near, pathOf(sha256))
        await rm(path, { force: true })
      })
    },

    read: async (sha256, range) => {
      const path = pathOf(sha256)
      if (!(await exists(path))) throw new NotFound()
      return createReadStream(path, range)
    },

    localPath: async (sha256) => pathOf(sha256),

    derivedPath: async (sha256, extension) => {
      const path = join(folder, 'derived', sha256.slice(0, 2), `${sha256}.${extension}`)
      await mkdir(dirname(path), { recursive: true })
      return path
    },

    has: (sha256) => exists(pathOf(sha256)),

    remove: async (sha256, olderThan, first) => {
      const path = pathOf(sha256)
      const found = await stat(path).catch(() => null)
      if (!found || found.mtime >= olderThan) return
      await first?.()
      await rm(path, { force: true })
      const derived = join(folder, 'derived', sha256.slice(0, 2))
      for (const name of await namesIn(derived))
        if (name.startsWith(sha256)) await rm(join(derived, name), { force: true })
    },

    list: async function* () {
      for (const name of await filesUnder(folder, 2)) yield name
    },

    sweep: async (olderThan) => {
      const old = await oldFilesIn(temporary, () => true, olderThan)
      // A derived file has this ending while it is written beside its place.
      for (const name of await namesIn(join(folder, 'derived')))
        old.push(...(await oldFilesIn(join(folder, 'derived', name), (file) => /\.part\b/.test(file), olderThan)))
      await Promise.all(old.map((path) => rm(path, { force: true })))
      return old.length
    },
  }
}

const oldFilesIn = async (folder: string, is: (name: string) => boolean, olderThan: Date): Promise<string[]> => {
  const old: string[] = []
  for (const name of (await namesIn(folder)).filter(is)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found && found.mtime < olderThan) old.push(path)
  }
  return old
}

const writeSynced = async (
  path: string,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
  demandRoom: (bytes: number) => Promise<void>,
): Promise<Blob> => {
  const digest = createDigest()
  const file = await open(path, 'wx')
  const early = createEarlySync(file)
  try {
    for await (const chunk of source) {
      digest.update(chunk)
      if (digest.sizeBytes() > maxBytes) throw tooLarge(maxBytes)
      await writeAll(file, chunk)
      early.wrote(chunk.length)
      await demandRoom(chunk.length)
    }
    await file.sync()
  } finally {
    await early.end()
    await file.close()
  }
  return digest.blob()
}

/** The disk begins while the bytes still come: whoever sent a gigabyte waits less for the last of them to be safe. */
const createEarlySync = (file: FileHandle) => {
  let waiting = 0
  let syncing: Promise<void> | null = null
  const done = (): void => {
    syncing = null
  }
  return {
    wrote: (bytes: number): void => {
      waiting += bytes
      if (waiting < EARLY_BYTES || syncing) return
      waiting = 0
      // What fails here fails again in the sync that counts.
      syncing = file.datasync().then(done, done)
    },
    end: async (): Promise<void> => {
      await syncing
    },
  }
}
const EARLY_BYTES = 67_108_864

const copySynced = async (from: string, to: string): Promise<void> => {
  await copyFile(from, to)
  const file = await open(to, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The rename makes the blob appear whole; syncing the folders makes it stay after a power cut. */
const settle = async (temporary: string, path: string): Promise<void> => {
  if (await exists(path)) {
    // Already there: younger now, so that a clean-up that saw it unused lets it live.
    await utimes(path, new Date(), new Date())
    await rm(temporary, { force: true })
    return
  }
  await mkdir(dirname(path), { recursive: true })
  // As young as a blob that was just written, however long ago its bytes came.
  await utimes(temporary, new Date(), new Date())
  await rename(temporary, path)
  for (const level of [dirname(path), dirname(dirname(path)), dirname(dirname(dirname(path)))]) await syncFolder(level)
}

/** The refusal of a file over the site's limit. */
export const tooLarge = (maxBytes: number): TooLarge => {
  const megabytes = Math.max(1, Math.floor(maxBytes / 1_000_000)).toLocaleString('fr')
  return new TooLarge({
    fr: `Ce fichier dépasse la limite de ${megabytes} Mo. Rien n’a été enregistré.`,
    en: `This file is over the limit of ${megabytes} MB. Nothing was stored.`,
  })
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

const filesUnder = async (folder: string, depth: number): Promise<string[]> => {
  const names = await namesIn(folder)
  if (depth === 0) return names
  const hexadecimal = names.filter((name) => /^[0-9a-f]{2}$/.test(name))
  return (await Promise.all(hexadecimal.map((name) => filesUnder(join(folder, name), depth - 1)))).flat()
}
