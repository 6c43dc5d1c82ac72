import { constants } from 'node:fs'
import { lstat, open, readdir, realpath, stat, type FileHandle } from 'node:fs/promises'
import type { Stats } from 'node:fs'
import { join, normalize } from 'node:path'
import ssh2, { type SFTPWrapper } from 'ssh2'

const { STATUS_CODE } = ssh2.utils.sftp
/** A few at a time, so that listings have pages. */
const NAMES_AT_ONCE = 3

/** Answers the questions of a reader from a folder of the disk, `/` being that folder. */
export const serveFiles = (sftp: SFTPWrapper, root: string): void => {
  const files = new Map<number, FileHandle>()
  const folders = new Map<number, { path: string; names: string[] }>()
  let next = 0
  const onDisk = (path: string): string => join(root, normalize(`/${path}`))
  const newHandle = (): [number, Buffer] => {
    const handle = Buffer.alloc(4)
    handle.writeUInt32BE(++next)
    return [next, handle]
  }
  /** What goes wrong on the disk is said as SFTP says it. */
  const answer = (id: number, work: () => Promise<void>): void => {
    work().catch((error: { code?: string }) => sftp.status(id, statusOf(error.code ?? '')))
  }
  sftp.on('REALPATH', (id, path) =>
    answer(id, async () => {
      const real = (await realpath(onDisk(path))).slice(root.length) || '/'
      sftp.name(id, [{ filename: real, longname: real, attrs: attributesOf(await stat(onDisk(path))) }])
    }),
  )
  sftp.on('STAT', (id, path) => answer(id, async () => sftp.attrs(id, attributesOf(await stat(onDisk(path))))))
  sftp.on('LSTAT', (id, path) => answer(id, async () => sftp.attrs(id, attributesOf(await lstat(onDisk(path))))))
  sftp.on('OPENDIR', (id, path) =>
    answer(id, async () => {
      const [number, handle] = newHandle()
      folders.set(number, { path: onDisk(path), names: ['.', '..', ...(await readdir(onDisk(path)))] })
      sftp.handle(id, handle)
    }),
  )
  sftp.on('READDIR', (id, handle) =>
    answer(id, async () => {
      const folder = folders.get(handle.readUInt32BE(0))
      const names = folder?.names.splice(0, NAMES_AT_ONCE) ?? []
      if (!folder || names.length === 0) return sftp.status(id, STATUS_CODE.EOF)
      const entry = async (filename: string) => {
        const attrs = attributesOf(await lstat(join(folder.path, filename)))
        return { filename, longname: filename, attrs }
      }
      sftp.name(id, await Promise.all(names.map(entry)))
    }),
  )
  sftp.on('OPEN', (id, path) =>
    answer(id, async () => {
      const [number, handle] = newHandle()
      files.set(number, await open(onDisk(path), constants.O_RDONLY))
      sftp.handle(id, handle)
    }),
  )
  sftp.on('READ', (id, handle, offset, length) =>
    answer(id, async () => {
      // Less than asked for, as some servers do.
      const bytes = Buffer.alloc(Math.min(length, 20_000))
      const read = await files.get(handle.readUInt32BE(0))?.read(bytes, 0, bytes.length, offset)
      if (!read?.bytesRead) sftp.status(id, STATUS_CODE.EOF)
      else sftp.data(id, bytes.subarray(0, read.bytesRead))
    }),
  )
  sftp.on('CLOSE', (id, handle) =>
    answer(id, async () => {
      const number = handle.readUInt32BE(0)
      await files.get(number)?.close()
      files.delete(number)
      folders.delete(number)
      sftp.status(id, STATUS_CODE.OK)
    }),
  )
  sftp.on('close', () => void Promise.allSettled([...files.values()].map((file) => file.close())))
}

const statusOf = (code: string): number => {
  if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(code)) return STATUS_CODE.NO_SUCH_FILE
  if (code === 'EACCES') return STATUS_CODE.PERMISSION_DENIED
  return code === 'ENAMETOOLONG' ? STATUS_CODE.BAD_MESSAGE : STATUS_CODE.FAILURE
}

const attributesOf = ({ mode, uid, gid, size, atimeMs, mtimeMs }: Stats) => ({
  mode,
  uid,
  gid,
  size,
  atime: Math.floor(atimeMs / 1000),
  mtime: Math.floor(mtimeMs / 1000),
})
