import { chmod, chown, lchown, lstat, mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { UNPRIVILEGED } from './binaries.ts'

const SELF = process.getuid?.()
const OWNER = UNPRIVILEGED?.uid ?? SELF

/**
 * Only PostgreSQL's user may enter: `trust` lets in whoever reaches the socket, and that is us alone. A folder that
 * somebody else put there first, or a link, is refused before anything is changed or trusted: in the temporary folder
 * its name can be guessed.
 */
export const privateFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { mode: 0o700 }).catch((error: { code?: string }) => {
    if (error.code !== 'EEXIST') throw error
  })
  const found = await lstat(folder)
  if (!found.isDirectory() || (found.uid !== OWNER && found.uid !== SELF))
    throw belongsToSomebodyElse(folder, found.uid)
  await chmod(folder, 0o700)
  if (UNPRIVILEGED && found.uid !== OWNER) await chown(folder, UNPRIVILEGED.uid, UNPRIVILEGED.gid)
}

/** Data that root put back from a backup become PostgreSQL's again. The folder itself last: a kill starts it over. */
export const handOver = async (data: string): Promise<void> => {
  const { uid } = await lstat(data)
  if (uid === OWNER) return
  if (uid !== SELF || !UNPRIVILEGED) throw belongsToSomebodyElse(data, uid)
  for (const name of await readdir(data, { recursive: true }))
    await lchown(join(data, name), UNPRIVILEGED.uid, UNPRIVILEGED.gid)
  await privateFolder(data)
}

const belongsToSomebodyElse = (folder: string, uid: number): Error =>
  new Error(
    `${folder} belongs to another user (number ${uid}): start Cimaise as that user, ` +
      'remove the folder if nothing of yours is in it, or set DATA_DIR to another one.',
  )

/** Puts a renamed folder on the disk: without it a power cut could bring the old name back. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
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
