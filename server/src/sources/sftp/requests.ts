import type { Duplex } from 'node:stream'
import { ANSWER, ASK, MAX_PACKET_BYTES, packetOf, readerOf, type Field, type Reader } from './packets.rules.ts'

interface Waiting {
  done(type: number, reader: Reader): void
  fail(error: Error): void
}

/** Requests by number, answered in any order. */
export const createRequests = (channel: Duplex) => {
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
    send: <T>(type: number, fields: Field[], read: (type: number, reader: Reader) => T) => {
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
