import { chmod, chown, mkdir, open, stat } from 'node:fs/promises'
import { UNPRIVILEGED } from './binaries.ts'

/** Only PostgreSQL's user may enter: `trust` lets in whoever reaches the socket, and that is us alone. */
export const privateFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  if (UNPRIVILEGED) await chown(folder, UNPRIVILEGED.uid, UNPRIVILEGED.gid)
  const { uid } = await stat(folder)
  if (uid !== (UNPRIVILEGED?.uid ?? process.getuid?.()))
    throw new Error(`${folder} belongs to somebody else: remove it, then start again.`)
}

/**
 * The name under which a program of PostgreSQL reaches a folder: its path, or an open handle (its file descriptor 3)
 * when a folder above is private. Linux follows `/proc/self/fd` straight to the folder, whatever lies above it.
 */
export const withFolder = async <T>(
  folder: string,
  reachable: boolean,
  use: (name: string, handle: number | 'ignore') => T,
): Promise<Awaited<T>> => {
  if (reachable) return await use(folder, 'ignore')
  const handle = await open(folder)
  try {
    return await use('/proc/self/fd/3', handle.fd)
  } finally {
    await handle.close()
  }
}
