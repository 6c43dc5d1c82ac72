import { open, stat, statfs, type FileHandle } from 'node:fs/promises'
import { StorageFull } from '../lib/errors.ts'

/** Writes at `position`, or after what was written: one call may take less than it was given, on a nearly full disk. */
export const writeAll = async (file: FileHandle, chunk: Uint8Array, position?: number): Promise<void> => {
  for (let written = 0; written < chunk.length;) {
    const at = position === undefined ? null : position + written
    const { bytesWritten } = await file.write(chunk, written, chunk.length - written, at)
    written += bytesWritten
  }
}

/** How many bytes the disk of a folder still takes, its last `minFreeBytes` being for others; may be negative. */
export const roomIn = async (folder: string, minFreeBytes: number): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize - minFreeBytes
}

/**
 * Told of what is written, throws `StorageFull` once it took the room of others: some senders don't announce a size, and
 * several at once each find enough room before they begin.
 */
export const createRoomWatch = (folder: string, minFreeBytes: number): ((bytes: number) => Promise<void>) => {
  let unseen = 0
  return async (bytes) => {
    unseen += bytes
    if (unseen < LOOK_BYTES) return
    unseen = 0
    if ((await roomIn(folder, minFreeBytes)) < 0) throw new StorageFull(new Error('MIN_FREE_BYTES is reached'))
  }
}
const LOOK_BYTES = 67_108_864

/** What makes a new name survive a power cut. */
export const syncFolder = async (folder: string): Promise<void> => {
  // Windows can't open a folder, and needs no such sync.
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error))

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT'

export const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? ''
