/** How often each byte occurs, by whether it follows a small letter: `É` after one is a sign of a wrong guess. */
export interface ByteCounts {
  afterSmallLetter: Uint32Array
  elsewhere: Uint32Array
  /** Well-formed sequences of UTF-8 beyond ASCII, and bytes that belong to none. */
  utf8Sequences: number
  strayBytes: number
}

/** Counts the bytes of a text given by chunks. */
export const createByteCounter = () => {
  const counts = newByteCounts()
  let previous = 0
  // What the sequence of UTF-8 under way still waits for, and the bytes it has had.
  let missing = 0
  let had = 0

  const drop = (): void => {
    if (missing > 0) counts.strayBytes += had
    missing = 0
  }

  const follow = (byte: number): void => {
    if (missing > 0 && (byte & 0xc0) === 0x80) {
      missing -= 1
      had += 1
      if (missing === 0) counts.utf8Sequences += 1
      return
    }
    drop()
    missing = byte >= 0xc2 && byte <= 0xf4 ? utf8SequenceLength(byte) - 1 : 0
    had = 1
    if (byte >= 0x80 && missing === 0) counts.strayBytes += 1
  }

  const add = (chunk: Uint8Array): void => {
    for (const byte of chunk) {
      if (byte >= 0x80 || missing > 0) follow(byte)
      if (byte >= 0x80) {
        const table = previous >= 0x61 && previous <= 0x7a ? counts.afterSmallLetter : counts.elsewhere
        table[byte] = (table[byte] ?? 0) + 1
      }
      previous = byte
    }
  }

  return {
    add,
    end: (): ByteCounts => {
      drop()
      return counts
    },
  }
}

/** How many bytes the first one of a sequence of UTF-8 announces. */
export const utf8SequenceLength = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1)

const newByteCounts = (): ByteCounts => ({
  afterSmallLetter: new Uint32Array(256),
  elsewhere: new Uint32Array(256),
  utf8Sequences: 0,
  strayBytes: 0,
})

/**
 * Four bytes at a time, a quarter of the price of one by one: a byte of `word` is zero where there is a line feed, and
 * `marks` has the high bit of each zero byte alone (the addition carries into it from any other bit).
 */
export const countLineFeeds = (bytes: Uint8Array): number => {
  const head = -bytes.byteOffset & 3
  if (bytes.length < head + 4) return countOneByOne(bytes)
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2)
  let count = countOneByOne(bytes.subarray(0, head)) + countOneByOne(bytes.subarray(head + 4 * words.length))
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] ?? 0) ^ 0x0a0a0a0a
    const marks = ~(((word & 0x7f7f7f7f) + 0x7f7f7f7f) | word | 0x7f7f7f7f)
    if (marks !== 0) count += Math.imul((marks >>> 7) & 0x01010101, 0x01010101) >>> 24
  }
  return count
}

const countOneByOne = (bytes: Uint8Array): number => bytes.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 0)
