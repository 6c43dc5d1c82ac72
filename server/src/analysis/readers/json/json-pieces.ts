import type { FileProblem } from '../../model.ts'

/**
 * What a large JSON text is made of, piece by piece: the items of its outermost array; or the members of its outermost
 * object, those that are arrays coming item by item. Several texts may follow one another. Pieces are bytes: JSON of
 * their own, whose grammar is checked by who parses them.
 */
export type Piece =
  | { kind: 'item'; key: string | null; bytes: Buffer }
  | { kind: 'member'; key: string; bytes: Buffer }
  /** A list begins: it may be empty. */
  | { kind: 'list'; key: string | null }
  /** The end of an outermost object or array. */
  | { kind: 'end'; of: 'object' | 'array' }

export interface PieceLimits {
  nesting: number
  /** Of one piece: it is held in memory. */
  bytes: number
}

export interface PieceProblems {
  damaged: () => FileProblem
  tooDeep: () => FileProblem
  tooLarge: () => FileProblem
}

/** Reads UTF-8 by chunks, holding one piece at a time. Throws one of `problems` for what is no JSON from outside. */
export async function* readPieces(
  chunks: AsyncIterable<Buffer>,
  limits: PieceLimits,
  problems: PieceProblems,
): AsyncGenerator<Piece> {
  const splitter = createSplitter(limits, problems)
  for await (const chunk of chunks) yield* splitter.split(chunk)
  splitter.end()
}

/** The members of one object, in memory. */
export const membersOf = (bytes: Buffer, limits: PieceLimits, problems: PieceProblems): Piece[] => {
  const splitter = createSplitter(limits, problems)
  const pieces = [...splitter.split(bytes)]
  splitter.end()
  return pieces
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125]
/** Spaces; and the record separator of RFC 8142, before each text of a sequence. */
const isSpace = (byte: number): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9 || byte === 30

/** Where the reading is: what the next byte that isn't a space begins or ends. */
type Place = 'text' | 'key' | 'colon' | 'member' | 'object_next' | 'item' | 'list_next'

const createSplitter = (limits: PieceLimits, problems: PieceProblems) => {
  let place: Place = 'text'
  let key: string | null = null
  let isInObject = false
  // A comma was just read: something must follow it.
  let mustFollow = false
  let held: Held | null = null

  function* split(chunk: Buffer): Generator<Piece> {
    let at = 0
    while (at < chunk.length) {
      if (held) {
        at = held.take(chunk, at)
        if (!held.isDone) return
        const piece = close(held.bytes())
        held = null
        if (piece) yield piece
        continue
      }
      const byte = chunk[at] ?? 0
      if (isSpace(byte)) {
        at += 1
        continue
      }
      const step = follow(byte)
      if (step === 'hold') held = createHeld(byte, limits, problems)
      else at += 1
      if (typeof step === 'object') yield step
    }
  }

  /** One byte between values: moves the place; `hold` when a value begins there. */
  const follow = (byte: number): Piece | 'hold' | 'moved' => {
    if (place === 'text') return open(byte)
    if (place === 'colon' && byte === COLON) return moveTo('member')
    if (place === 'object_next' && byte === COMMA) return moveTo('key', true)
    if (place === 'list_next' && byte === COMMA) return moveTo('item', true)
    const closesObject = byte === CLOSE_OBJECT && (place === 'object_next' || (place === 'key' && !mustFollow))
    const closesList = byte === CLOSE_LIST && (place === 'list_next' || (place === 'item' && !mustFollow))
    if (closesObject) return endOf('object')
    if (closesList) return isInObject ? moveTo('object_next') : endOf('array')
    if (place === 'member' && byte === OPEN_LIST) {
      moveTo('item')
      return { kind: 'list', key }
    }
    const isValue = byte !== COMMA && byte !== COLON && byte !== CLOSE_LIST && byte !== CLOSE_OBJECT
    const mayHold = place === 'key' ? byte === QUOTE : (place === 'member' || place === 'item') && isValue
    if (!mayHold) throw problems.damaged()
    return 'hold'
  }

  const open = (byte: number): Piece | 'moved' => {
    isInObject = byte === OPEN_OBJECT
    key = null
    if (isInObject) return moveTo('key')
    if (byte !== OPEN_LIST) throw problems.damaged()
    moveTo('item')
    return { kind: 'list', key: null }
  }

  const moveTo = (next: Place, follows = false): 'moved' => {
    place = next
    mustFollow = follows
    return 'moved'
  }

  const endOf = (of: 'object' | 'array'): Piece => {
    moveTo('text')
    return { kind: 'end', of }
  }

  /** A value was held: a key, a member or an item. */
  const close = (bytes: Buffer): Piece | null => {
    if (place === 'key') {
      key = keyOf(bytes, problems)
      moveTo('colon')
      return null
    }
    const isMember = place === 'member'
    moveTo(isMember ? 'object_next' : 'list_next')
    return isMember ? { kind: 'member', key: key ?? '', bytes } : { kind: 'item', key, bytes }
  }

  const end = (): void => {
    if (held || place !== 'text') throw problems.damaged()
  }

  return { split, end }
}

const keyOf = (bytes: Buffer, problems: PieceProblems): string => {
  try {
    return JSON.parse(bytes.toString()) as string
  } catch {
    throw problems.damaged()
  }
}

interface Held {
  /** Takes what belongs to the value; returns where it stops in the chunk. */
  take(chunk: Buffer, at: number): number
  readonly isDone: boolean
  bytes(): Buffer
}

/** One value, from its first byte to its last, over as many chunks as it needs. */
const createHeld = (first: number, limits: PieceLimits, problems: PieceProblems): Held => {
  const pieces: Buffer[] = []
  const isScalar = first !== QUOTE && first !== OPEN_LIST && first !== OPEN_OBJECT
  let [length, depth] = [0, 0]
  let [isInString, isEscaped, isDone] = [false, false, false]

  const scan = (chunk: Buffer, from: number): number => {
    let at = from
    for (; at < chunk.length && !isDone; at += 1) {
      if (isInString) scanInString(chunk[at] ?? 0)
      else scanOutside(chunk[at] ?? 0)
    }
    return at
  }

  const scanInString = (byte: number): void => {
    if (isEscaped) isEscaped = false
    else if (byte === BACKSLASH) isEscaped = true
    else if (byte === QUOTE) {
      isInString = false
      isDone = depth === 0
    }
  }

  const scanOutside = (byte: number): void => {
    if (byte === QUOTE) isInString = true
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1
      if (depth > limits.nesting) throw problems.tooDeep()
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      depth -= 1
      isDone = depth === 0
    }
  }

  /** A number or a word ends before what isn't of it. */
  const scanScalar = (chunk: Buffer, from: number): number => {
    let at = from
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0
      if (isSpace(byte) || byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
        isDone = true
        break
      }
    }
    return at
  }

  return {
    take: (chunk, at) => {
      const end = isScalar ? scanScalar(chunk, at) : scan(chunk, at)
      length += end - at
      if (length > limits.bytes) throw problems.tooLarge()
      // The chunk may be reused by its reader once we come back for another.
      pieces.push(isDone ? chunk.subarray(at, end) : Buffer.from(chunk.subarray(at, end)))
      return end
    },
    get isDone() {
      return isDone
    },
    bytes: () => (pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)),
  }
}
