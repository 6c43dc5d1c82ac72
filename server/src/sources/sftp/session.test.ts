import { duplexPair, type Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { keyOfName } from '../file-names.rules.ts'
import { failureOf } from '../testing/read-source.ts'
import { bytesFrom } from './read-ahead.ts'
import { startSession } from './session.ts'
import { walk } from './walk.ts'

/** The other side, byte by byte as the protocol's text has it: ssh2's server can only say names in UTF-8. */
const speak = (channel: Duplex, answer: (type: number, id: number, rest: Buffer) => Buffer): void => {
  let held = Buffer.alloc(0)
  channel.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk])
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
      const packet = held.subarray(4, 4 + held.readUInt32BE(0))
      held = held.subarray(4 + packet.length)
      const body =
        packet[0] === 1 ? bytes(2, 0, 0, 0, 3) : answer(packet[0]!, packet.readUInt32BE(1), packet.subarray(5))
      // In two pieces: packets and what the network brings have different bounds.
      const whole = Buffer.concat([uint32(body.length), body])
      channel.write(whole.subarray(0, 3))
      channel.write(whole.subarray(3))
    }
  })
}

const bytes = (...values: number[]): Buffer => Buffer.from(values)
const uint32 = (value: number): Buffer => bytes(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255)
const text = (value: Buffer): Buffer => Buffer.concat([uint32(value.length), value])
const status = (id: number, code: number): Buffer =>
  Buffer.concat([bytes(101), uint32(id), uint32(code), text(Buffer.alloc(0)), text(Buffer.alloc(0))])
const handle = (id: number): Buffer => Buffer.concat([bytes(102), uint32(id), text(Buffer.from('h'))])

const LATIN1 = Buffer.from('musée.csv', 'latin1')

test('a name that is not in UTF-8 is listed, and opened by its bytes', async () => {
  const [near, far] = duplexPair()
  const opened: Buffer[] = []
  let pages = 1
  speak(far, (type, id, rest) => {
    if (type === 11) return handle(id)
    if (type === 3) opened.push(rest.subarray(4, 4 + rest.readUInt32BE(0)))
    if (type === 3) return handle(id)
    if (type !== 12 || pages-- === 0) return status(id, type === 12 ? 1 : 0)
    // Size 5, a regular file, of the year 2001, and an extension that nobody knows.
    const flags = 1 + 4 + 8 + 0x80000000
    const attributes = Buffer.concat([uint32(flags), uint32(0), uint32(5), uint32(0o100644), uint32(0), uint32(1e9)])
    const extension = Buffer.concat([uint32(1), text(Buffer.from('a@b')), text(Buffer.from('c'))])
    return Buffer.concat([bytes(104), uint32(id), uint32(1), text(LATIN1), text(LATIN1), attributes, extension])
  })
  const session = await startSession(near)
  const found = []
  for await (const object of walk(session, Buffer.from('/depot'), async () => undefined)) found.push(object)
  expect(found).toEqual([
    { key: keyOfName(LATIN1), sizeBytes: 5, modifiedAt: new Date(1e12), etag: null, versionId: null },
  ])
  await session.open(Buffer.concat([Buffer.from('/depot/'), LATIN1]))
  expect(opened).toEqual([Buffer.concat([Buffer.from('/depot/'), LATIN1])])
})

test('pieces that come in another order, and short, are put together', async () => {
  const [near, far] = duplexPair()
  const file = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251))
  const late: (() => void)[] = []
  speak(far, (type, id, rest) => {
    if (type !== 5) return status(id, 0)
    const [at, length] = [Number(rest.readBigUInt64BE(5)), rest.readUInt32BE(13)]
    const piece = file.subarray(at, Math.min(at + length, at + 10_000))
    const body = piece.length === 0 ? status(id, 1) : Buffer.concat([bytes(103), uint32(id), text(piece)])
    late.push(() => far.write(Buffer.concat([uint32(body.length), body])))
    if (late.length > 2) late.pop()?.()
    else
      setImmediate(() =>
        late
          .splice(0)
          .reverse()
          .forEach((send) => send()),
      )
    return Buffer.concat([bytes(199), uint32(9_999_999)])
  })
  const session = await startSession(near)
  for (const size of [file.length, Infinity, 100_000]) {
    const parts: Uint8Array[] = []
    for await (const part of bytesFrom(session, Buffer.from('h'), 7, size)) parts.push(part)
    expect(Buffer.concat(parts).equals(file.subarray(7, size))).toBe(true)
  }
})

test.each([
  ['a length that no packet has', bytes(0x7f, 0xff, 0xff, 0xff, 1)],
  ['a name longer than its packet', Buffer.concat([uint32(13), bytes(104), uint32(0), uint32(1), uint32(99_999)])],
])('%s is not SFTP', async (_, nonsense) => {
  const [near, far] = duplexPair()
  far.once('data', () => {
    far.write(Buffer.concat([uint32(5), bytes(2, 0, 0, 0, 3)]))
    far.once('data', () => far.write(nonsense))
  })
  const session = await startSession(near)
  await expect(session.realpath(Buffer.from('.'))).rejects.toThrow(RangeError)
})

test('a channel that closes ends what is asked, and what is asked later', async () => {
  const [near, far] = duplexPair()
  speak(far, (type, id) => status(id, type))
  const session = await startSession(near)
  near.destroy()
  await expect(session.stat(Buffer.from('a'))).rejects.toThrow('closed')
  await expect(session.stat(Buffer.from('a'))).rejects.toThrow('closed')
})

/** Every folder has these entries; a listing is asked for twice, the second time at its end. */
const showing = (...entries: Buffer[]) => {
  let asked = 0
  return (type: number, id: number): Buffer => {
    if (type === 11) return handle(id)
    if (type !== 12 || asked++ % 2 === 1) return status(id, type === 12 ? 1 : 0)
    return Buffer.concat([bytes(104), uint32(id), uint32(entries.length), ...entries])
  }
}
const entry = (name: string, mode: number): Buffer =>
  Buffer.concat([text(Buffer.from(name)), text(Buffer.from(name)), uint32(4), uint32(mode)])
const FILE = 0o100644
const FOLDER = 0o040755

const walked = async (answer: (type: number, id: number) => Buffer): Promise<string[]> => {
  const [near, far] = duplexPair()
  speak(far, answer)
  const keys: string[] = []
  for await (const { key } of walk(await startSession(near), Buffer.from('/depot'), async () => undefined))
    keys.push(key)
  return keys
}

test('a folder that shows itself inside is not followed for ever', async () => {
  const failure = await failureOf(walked(showing(entry('encore', FOLDER), entry('aussi', FOLDER))))
  expect([failure.reason, failure.text.fr]).toEqual(['too_large', expect.stringContaining('aussi/aussi')])
})

test('names that lead elsewhere are no files', async () => {
  const names = ['.', '..', '../secret.csv', '/etc/passwd', 'a/../../b', '', 'nul\0.csv']
  expect(await walked(showing(...names.map((name) => entry(name, FILE)), entry('a.csv', FILE)))).toEqual(['a.csv'])
})

test('a link into a folder that is closed to us hides no neighbour', async () => {
  const shown = showing(entry('lien', 0o120777), entry('a.csv', FILE))
  const [near, far] = duplexPair()
  speak(far, (type, id) => (type === 17 ? status(id, 3) : shown(type, id)))
  const session = await startSession(near)
  const followed = async (): Promise<undefined> => void (await session.stat(Buffer.from('/depot/lien')))
  const keys: string[] = []
  for await (const { key } of walk(session, Buffer.from('/depot'), followed)) keys.push(key)
  expect(keys).toEqual(['a.csv'])
})
