import { open, stat, type FileHandle } from 'node:fs/promises'

/** Writes at `position`, or after what was written: one call may take less than it was given, on a nearly full disk. */
export const writeAll = async (file: FileHandle, chunk: Uint8Array, position?: number): Promise<void> => {
  for (let written = 0; written < chunk.length;) {
    const at = position === undefined ? null : position + written
    const { bytesWritten } = await file.write(chunk, written, chunk.length - written, at)
    written += bytesWritten
  }
}

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
