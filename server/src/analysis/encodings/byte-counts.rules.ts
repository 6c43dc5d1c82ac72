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
