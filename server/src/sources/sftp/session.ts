import type { Duplex } from 'node:stream'
import {
  ANSWER,
  ASK,
  MAX_PACKET_BYTES,
  packetOf,
  readerOf,
  STATUS,
  type Attributes,
  type Entry,
} from './packets.rules.ts'

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
  lstat(path: Uint8Array): Promise<Attributes>
  open(path: Uint8Array): Promise<Buffer>
  /** Fewer than asked for when the server likes; none at the end. */
  read(handle: Buffer, offset: number, length: number): Promise<Buffer>
  opendir(path: Uint8Array): Promise<Buffer>
  /** A few at a time; none at the end. */
  readdir(handle: Buffer): Promise<Entry[]>
  close(handle: Buffer): Promise<void>
}

type Reader = ReturnType<typeof readerOf>

export const startSession = async (channel: Duplex): Promise<SftpSession> => {
  const requests = createRequests(channel)
  await requests.begin()
  const ask = <T>(
    answer: number,
    read: (reader: Reader) => T,
    type: number,
    ...fields: Parameters<typeof packetOf>[1][]
  ) =>
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
    lstat: (path) => ask(ANSWER.attrs, (reader) => reader.attributes(), ASK.lstat, path),
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

interface Waiting {
  done(type: number, reader: Reader): void
  fail(error: Error): void
}

/** Requests by number, answered in any order. */
const createRequests = (channel: Duplex) => {
  const waiting = new Map<number, Waiting>()
  const VERSION_REQUEST = -1
  let next = 0
  let ended: Error | undefined
  const end = (error: Error): void => {
    ended ??= error
    for (const { fail } of waiting.values()) fail(ended)
    waiting.clear()
    channel.destroy()
  }
  const wait = <T>(id: number, read: (type: number, reader: Reader) => T): Promise<T> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended)
      const done = (type: number, reader: Reader): void => {
        try {
          resolve(read(type, reader))
        } catch (error) {
          reject(error as Error)
        }
      }
      waiting.set(id, { done, fail: reject })
    })
  const answered = (packet: Buffer): void => {
    const type = packet[0] ?? 0
    const reader = readerOf(packet.subarray(1))
    const id = type === ANSWER.version ? VERSION_REQUEST : reader.number()
    const request = waiting.get(id)
    waiting.delete(id)
    request?.done(type, reader)
  }
  splitPackets(channel, answered, end)
  return {
    begin: () => {
      const version = wait(VERSION_REQUEST, () => undefined)
      channel.write(packetOf(ASK.init, 3))
      return version
    },
    send: <T>(type: number, fields: Parameters<typeof packetOf>[1][], read: (type: number, reader: Reader) => T) => {
      const id = next++
      const answer = wait(id, read)
      if (!ended) channel.write(packetOf(type, id, ...fields))
      return answer
    },
  }
}

/** Each packet is preceded by its length. */
const splitPackets = (channel: Duplex, answered: (packet: Buffer) => void, end: (error: Error) => void): void => {
  let parts: Buffer[] = []
  let held = 0
  channel.on('data', (chunk: Buffer) => {
    parts.push(chunk)
    held += chunk.length
    try {
      let bytes = held >= 4 ? Buffer.concat(parts) : undefined
      if (!bytes) return
      for (let length = lengthOf(bytes); bytes.length >= 4 + length; length = lengthOf(bytes)) {
        answered(bytes.subarray(4, 4 + length))
        bytes = bytes.subarray(4 + length)
      }
      parts = [bytes]
      held = bytes.length
    } catch (error) {
      end(error as Error)
    }
  })
  channel.on('close', () => end(new Error('The SFTP channel was closed')))
  channel.on('error', end)
}

const lengthOf = (bytes: Buffer): number => {
  const length = bytes.length >= 4 ? bytes.readUInt32BE(0) : MAX_PACKET_BYTES
  if (length > MAX_PACKET_BYTES || length === 0) throw new RangeError('This is not SFTP')
  return length
}
