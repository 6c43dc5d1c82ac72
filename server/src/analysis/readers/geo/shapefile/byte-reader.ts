/** Bytes by the number, out of chunks of any size. */
export interface ByteReader {
  /** Null at the end; fewer bytes than asked when the end comes first. */
  read(length: number): Promise<Buffer | null>
  close(): Promise<void>
}

export const createByteReader = (chunks: AsyncGenerator<Buffer>): ByteReader => {
  let held: Buffer = Buffer.alloc(0)
  return {
    read: async (length) => {
      const pieces = [held]
      for (let size = held.length; size < length;) {
        const { value, done } = await chunks.next()
        if (done) break
        pieces.push(value)
        size += value.length
      }
      if (pieces.length > 1) held = Buffer.concat(pieces)
      if (held.length === 0) return null
      const bytes = held.subarray(0, length)
      held = held.subarray(length)
      return bytes
    },
    close: async () => {
      await chunks.return(undefined)
    },
  }
}
