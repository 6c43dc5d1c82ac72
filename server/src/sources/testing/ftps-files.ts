import { createReadStream } from 'node:fs'
import type { Socket } from 'node:net'
import { join, normalize } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import ftpSrv, { type FileSystem, type FtpConnection } from 'ftp-srv'

/** What goes wrong with the files that are sent from now on. */
export interface Troubles {
  cut: number | null
  stall: number | null
  delayMs: number
  /** Connections of the files under way. */
  transfers: Set<Socket>
}

type Connected = FtpConnection & { connector: { socket: Socket } }

/** The files of a folder of the disk, sent with the troubles that a test wishes. */
export const createFiles = (connection: FtpConnection, root: string, troubles: Troubles): FileSystem => {
  const files = new ftpSrv.FileSystem(connection, { root, cwd: '/' })
  files.read = async (name: string, { start = 0 }: { start?: number } = {}) => {
    const { socket } = (connection as Connected).connector
    troubles.transfers.add(socket.on('close', () => troubles.transfers.delete(socket)))
    const path = join(root, normalize(name.startsWith('/') ? name : `/${files.cwd}/${name}`))
    return { stream: Readable.from(sent(path, start, socket, troubles)), clientPath: name }
  }
  return files
}

async function* sent(path: string, start: number, socket: Socket, troubles: Troubles): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { start }) as AsyncIterable<Buffer>) {
    const piece = chunk.subarray(0, troubles.cut ?? troubles.stall ?? Infinity)
    if (troubles.cut !== null) troubles.cut -= piece.length
    if (troubles.stall !== null) troubles.stall -= piece.length
    yield piece
    if (piece.length < chunk.length) {
      if (troubles.cut !== null) socket.destroy()
      else if (!socket.destroyed) await new Promise((closed) => socket.once('close', closed))
      throw new Error('stopped by the test')
    }
    if (troubles.delayMs > 0) await wait(troubles.delayMs)
  }
}
