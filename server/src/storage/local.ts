import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NotFound, StorageFull, TooLarge } from '../lib/errors.ts'
import type { Blob, BlobStore } from './blob-store.ts'

/** Blobs under one folder of the local disk: `ab/cd/<sha256>`, written beside as `tmp/…`, synced, then renamed. */
export const createLocalBlobStore = async (folder: string): Promise<BlobStore> => {
  const temporary = join(folder, 'tmp')
  await mkdir(temporary, { recursive: true })
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)

  return {
    write: async (source, { maxBytes }) => {
      const path = join(temporary, randomUUID())
      try {
        const blob = await writeSynced(path, source, maxBytes)
        await settle(path, pathOf(blob.sha256))
        return blob
      } catch (error) {
        await rm(path, { force: true })
        throw isFull(error) ? new StorageFull(error) : error
      }
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

    remove: async (sha256, olderThan) => {
      const path = pathOf(sha256)
      const found = await stat(path).catch(() => null)
      if (!found || found.mtime >= olderThan) return
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

const writeSynced = async (path: string, source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Blob> => {
  const sha256 = createHash('sha256')
  const sha1 = createHash('sha1')
  let sizeBytes = 0
  const file = await open(path, 'wx')
  try {
    for await (const chunk of source) {
      sizeBytes += chunk.length
      if (sizeBytes > maxBytes) throw tooLarge(maxBytes)
      sha256.update(chunk)
      sha1.update(chunk)
      await writeAll(file, chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: sha256.digest('hex'), sha1: sha1.digest('hex'), sizeBytes }
}

/** One write call may take less than it was given, when the disk is nearly full. */
const writeAll = async (file: FileHandle, chunk: Uint8Array): Promise<void> => {
  for (let written = 0; written < chunk.length;) {
    const { bytesWritten } = await file.write(chunk, written)
    written += bytesWritten
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
  await rename(temporary, path)
  for (const level of [dirname(path), dirname(dirname(path)), dirname(dirname(dirname(path)))]) await syncFolder(level)
}

const syncFolder = async (folder: string): Promise<void> => {
  // Windows can't open a folder, and needs no such sync.
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const tooLarge = (maxBytes: number): TooLarge => {
  const megabytes = Math.max(1, Math.floor(maxBytes / 1_000_000)).toLocaleString('fr')
  return new TooLarge({
    fr: `Ce fichier dépasse la limite de ${megabytes} Mo. Rien n’a été enregistré.`,
    en: `This file is over the limit of ${megabytes} MB. Nothing was stored.`,
  })
}

const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes((error as { code?: string }).code ?? '')

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

const filesUnder = async (folder: string, depth: number): Promise<string[]> => {
  const names = await namesIn(folder)
  if (depth === 0) return names
  const hexadecimal = names.filter((name) => /^[0-9a-f]{2}$/.test(name))
  return (await Promise.all(hexadecimal.map((name) => filesUnder(join(folder, name), depth - 1)))).flat()
}
