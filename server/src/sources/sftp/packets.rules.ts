/** Packets of SFTP version 3 (draft-ietf-secsh-filexfer-02), as far as a reader needs them. */
export const ASK = { init: 1, open: 3, close: 4, read: 5, opendir: 11, readdir: 12, realpath: 16, stat: 17 }
export const ANSWER = { version: 2, status: 101, handle: 102, data: 103, name: 104, attrs: 105 }
export const STATUS = { ok: 0, eof: 1, missing: 2, denied: 3, failure: 4, badMessage: 5 }

/** Larger than any server sends; beyond, it isn't SFTP. */
export const MAX_PACKET_BYTES = 1024 * 1024

export interface Attributes {
  size: number | null
  /** With the kind of file in its high bits. */
  mode: number | null
  modifiedAt: Date | null
}

export interface Entry {
  name: Buffer
  attributes: Attributes
}

export type Field = number | bigint | Uint8Array

/** Numbers take four bytes, big ones eight; the rest is preceded by its length. */
export const packetOf = (type: number, ...fields: Field[]): Buffer => {
  const parts = fields.flatMap(bytesOf)
  const body = Buffer.concat([Buffer.from([type]), ...parts])
  return Buffer.concat([uint32(body.length), body])
}

const bytesOf = (field: Field): Uint8Array[] => {
  if (typeof field === 'number') return [uint32(field)]
  if (typeof field !== 'bigint') return [uint32(field.length), field]
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(field)
  return [bytes]
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

export type Reader = ReturnType<typeof readerOf>

/** Reads the fields of a packet one after another; throws `RangeError` beyond its end. */
export const readerOf = (packet: Buffer) => {
  let at = 0
  const number = (): number => packet.readUInt32BE((at += 4) - 4)
  const big = (): number => Number(packet.readBigUInt64BE((at += 8) - 8))
  const bytes = (): Buffer => {
    const length = number()
    if (at + length > packet.length) throw new RangeError('A field is longer than its packet.')
    return packet.subarray(at, (at += length))
  }
  const attributes = (): Attributes => {
    const flags = number()
    const size = flags & 1 ? big() : null
    // Of whom it is: two numbers.
    if (flags & 2) skip(2, number)
    const mode = flags & 4 ? number() : null
    const times = flags & 8 ? [number(), number()] : null
    if (flags & 0x80000000) skip(2 * number(), bytes)
    return { size, mode, modifiedAt: times ? new Date((times[1] ?? 0) * 1000) : null }
  }
  /** Name, name as `ls -l` shows it, attributes. */
  const entries = (): Entry[] =>
    Array.from({ length: number() }, () => {
      const name = bytes()
      bytes()
      return { name, attributes: attributes() }
    })
  return { number, bytes, attributes, entries }
}

const skip = (count: number, read: () => unknown): void => {
  for (let left = count; left > 0; left--) read()
}

const KIND = 0o170000
export const isFile = ({ mode }: Attributes): boolean => mode !== null && (mode & KIND) === 0o100000
export const isFolder = ({ mode }: Attributes): boolean => mode !== null && (mode & KIND) === 0o040000
export const isLink = ({ mode }: Attributes): boolean => mode !== null && (mode & KIND) === 0o120000
