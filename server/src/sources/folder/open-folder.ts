import { constants } from 'node:fs'
import { lstat, open, opendir, realpath, stat, type FileHandle } from 'node:fs/promises'
import type { Stats } from 'node:fs'
import { join, sep } from 'node:path'
import { patienceOf, type SourceDeps } from '../deps.ts'
import { changedFailure, missingFailure } from '../failures.ts'
import { keyOfName, nameOfKey, staysBelow } from '../file-names.rules.ts'
import type { FolderSpec, SeenObject, Source } from '../model.ts'
import { isAnother } from '../same-state.rules.ts'
import { watchedBody } from '../watched-body.ts'
import { diskFailure, isMissing, noFolders, outsideFailure } from './failure.ts'

/** A folder of the server's disk: nothing above the root that the operator gave, by whatever link. */
export const openFolder = async (spec: FolderSpec, deps: SourceDeps): Promise<Source> => {
  if (deps.folderRoot === null) throw noFolders()
  if (spec.path.split(/[/\\]/).includes('..')) throw outsideFailure(spec.path)
  const { quietMs } = patienceOf(deps)
  const folder = await folderOf(deps.folderRoot, spec.path)
  return {
    list: () => walk(folder, ''),
    look: (key) => look(folder, key),
    read: (seen, offset) => read(folder, seen, offset, quietMs),
    close: async () => {},
  }
}

const folderOf = async (root: string, path: string): Promise<string> => {
  try {
    const top = await realpath(root)
    const folder = await realpath(join(top, path))
    if (!isBelow(folder, top) && folder !== top) throw outsideFailure(path)
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' })
    return folder
  } catch (error) {
    throw diskFailure(error, path)
  }
}

const isBelow = (path: string, folder: string): boolean => path.startsWith(withSeparator(folder))

const withSeparator = (folder: string): string => (folder.endsWith(sep) ? folder : folder + sep)

/** Folders that are links are left: what they lead to is listed in its own place, or is outside. */
async function* walk(folder: string, key: string): AsyncGenerator<SeenObject> {
  try {
    // Names are bytes: the types of Node say text, whatever the encoding.
    const names = await opendir(pathOf(folder, key), { encoding: 'buffer' as BufferEncoding })
    for await (const { name } of names) {
      const below = (key === '' ? '' : `${key}/`) + keyOfName(name as unknown as Buffer)
      const found = await lstat(pathOf(folder, below)).catch(() => undefined)
      if (found?.isDirectory()) yield* walk(folder, below)
      const seen = found?.isFile() ? seenOf(below, found) : found?.isSymbolicLink() && (await look(folder, below))
      if (seen) yield seen
    }
  } catch (error) {
    // A folder that went while its neighbours were read; the first one was there when the source was opened.
    if (!isMissing(error)) throw diskFailure(error, key)
  }
}

const pathOf = (folder: string, key: string): Buffer =>
  key === '' ? Buffer.from(folder) : Buffer.concat([Buffer.from(withSeparator(folder)), nameOfKey(key)])

const look = async (folder: string, key: string): Promise<SeenObject | undefined> => {
  const handle = await openFile(folder, key)
  if (!handle) return undefined
  try {
    return seenOf(key, await handle.stat())
  } finally {
    await handle.close()
  }
}

/**
 * A file that is really below the folder, opened: it is looked at again once it is open, since a link may have taken
 * its place in between. Without waiting: a pipe would hold us until somebody writes.
 */
const openFile = async (folder: string, key: string): Promise<FileHandle | undefined> => {
  if (!staysBelow(key)) return undefined
  const path = pathOf(folder, key)
  let handle: FileHandle | undefined
  try {
    if (!(await isInside(folder, path))) return undefined
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const [opened, named] = [await handle.stat(), await stat(path)]
    const isSame = opened.ino === named.ino && opened.dev === named.dev
    if (opened.isFile() && isSame && (await isInside(folder, path))) return handle
    await handle.close()
    return undefined
  } catch (error) {
    await handle?.close()
    if (isMissing(error)) return undefined
    throw diskFailure(error, key)
  }
}

const isInside = async (folder: string, path: Buffer): Promise<boolean> => {
  const real: Buffer = await realpath(path, { encoding: 'buffer' })
  const start = Buffer.from(withSeparator(folder))
  return real.subarray(0, start.length).equals(start)
}

const seenOf = (key: string, { size, mtimeMs, mtime, ino }: Stats): SeenObject => ({
  key,
  sizeBytes: size,
  modifiedAt: mtime,
  etag: `${size}-${mtimeMs}-${ino}`,
  versionId: null,
})

const read = async (folder: string, seen: SeenObject, offset: number, quietMs: number) => {
  const { key } = seen
  const handle = await openFile(folder, key)
  if (!handle) throw missingFailure(key)
  const check = async () => {
    const now = await look(folder, key)
    if (!now || isAnother(now, seen)) throw changedFailure(key)
  }
  const chunks = handle.createReadStream({ start: offset, highWaterMark: 256 * 1024 })
  const stop = () => void chunks.destroy()
  try {
    await check()
  } catch (error) {
    stop()
    throw error
  }
  const place = { host: key, port: 0 }
  return watchedBody({ key, place, chunks, stop, offset, total: seen.sizeBytes, quietMs, check })
}
