import type { Duplex } from 'node:stream'
import { ANSWER, ASK, STATUS, type Attributes, type Entry, type Field, type Reader } from './packets.rules.ts'
import { createRequests } from './requests.ts'

/** What the server says of one request; the connection goes on. */
export class SftpStatus extends Error {
  readonly status: number

  constructor(status: number) {
    super(`SFTP status ${status}`)
    this.name = 'SftpStatus'
    this.status = status
  }
}

/**
 * The few questions that a reader asks, over the channel of an SSH connection. ssh2 has a client for SFTP that takes
 * every name for UTF-8 and could never open the others; names are bytes here.
 */
export interface SftpSession {
  realpath(path: Uint8Array): Promise<Buffer>
  stat(path: Uint8Array): Promise<Attributes>
  open(path: Uint8Array): Promise<Buffer>
  /** Fewer than asked for when the server likes; none at the end. */
  read(handle: Buffer, offset: number, length: number): Promise<Buffer>
  opendir(path: Uint8Array): Promise<Buffer>
  /** A few at a time; none at the end. */
  readdir(handle: Buffer): Promise<Entry[]>
  close(handle: Buffer): Promise<void>
}

export const startSession = async (channel: Duplex): Promise<SftpSession> => {
  const requests = createRequests(channel)
  await requests.begin()
  const ask = <T>(answer: number, read: (reader: Reader) => T, type: number, ...fields: Field[]) =>
    requests.send(type, fields, (got, reader) => {
      if (got !== answer) throw statusOf(got, reader)
      return read(reader)
    })
  const bytes = (reader: Reader) => reader.bytes()
  const untilEnd = <T>(work: Promise<T>, none: T): Promise<T> =>
    work.catch((error: unknown) => {
      if (error instanceof SftpStatus && error.status === STATUS.eof) return none
      throw error
    })
  return {
    realpath: (path) => ask(ANSWER.name, (reader) => reader.entries()[0]?.name ?? Buffer.alloc(0), ASK.realpath, path),
    stat: (path) => ask(ANSWER.attrs, (reader) => reader.attributes(), ASK.stat, path),
    open: (path) => ask(ANSWER.handle, bytes, ASK.open, path, READ_ONLY, NO_ATTRIBUTES),
    read: (handle, offset, length) =>
      untilEnd(ask(ANSWER.data, bytes, ASK.read, handle, BigInt(offset), length), Buffer.alloc(0)),
    opendir: (path) => ask(ANSWER.handle, bytes, ASK.opendir, path),
    readdir: (handle) =>
      untilEnd(
        ask(ANSWER.name, (reader) => reader.entries(), ASK.readdir, handle),
        [],
      ),
    close: (handle) => ask(ANSWER.status, () => undefined, ASK.close, handle),
  }
}

const READ_ONLY = 1
const NO_ATTRIBUTES = 0

const statusOf = (type: number, reader: Reader): Error =>
  type === ANSWER.status ? new SftpStatus(reader.number()) : new Error(`SFTP answer ${type} was not expected`)
