import { comparable, type CompiledPattern, type Piece } from './pattern.rules.ts'

/**
 * The value of each part of a key, or undefined when the key isn't of the pattern. No regular expression: whatever the
 * pattern, the work is at most its pieces times the length of the key.
 */
export const partsOf = ({ pieces }: CompiledPattern, key: string): Record<string, string> | undefined => {
  const text = comparable(key)
  const [first] = pieces
  if (first?.kind === 'text' && !text.startsWith(first.text)) return undefined
  const ends = endsOf(pieces, text)
  if (!ends[0]?.[0]) return undefined
  return readParts(pieces, text, ends)
}

/**
 * `ends[p][i]`: whether the pieces from `p` on can be the text from `i` on. From the end, so that each answer is found
 * once from the ones after it.
 */
const endsOf = (pieces: Piece[], text: string): Uint8Array[] => {
  const ends = Array.from({ length: pieces.length + 1 }, () => new Uint8Array(text.length + 1))
  const last = ends[pieces.length] as Uint8Array
  last[text.length] = 1
  for (let p = pieces.length - 1; p >= 0; p -= 1)
    fill(pieces[p] as Piece, text, ends[p] as Uint8Array, ends[p + 1] as Uint8Array)
  return ends
}

const fill = (piece: Piece, text: string, here: Uint8Array, after: Uint8Array): void => {
  switch (piece.kind) {
    case 'text':
      for (let i = text.length - piece.text.length; i >= 0; i -= 1)
        if (after[i + piece.text.length] && text.startsWith(piece.text, i)) here[i] = 1
      return
    case 'part':
      for (let i = text.length - 1; i >= 0; i -= 1)
        here[i] = piece.shape ? +(lengthAt(piece, text, i, after) > 0) : +freeAt(text, i, here, after)
      return
    case 'any':
    case 'deep':
      for (let i = text.length; i >= 0; i -= 1)
        here[i] = after[i] || (i < text.length && (piece.kind === 'deep' || text[i] !== '/') && here[i + 1]) ? 1 : 0
      return
    case 'folders': {
      // Some folders end here or further on.
      let beyond = 0
      for (let i = text.length; i >= 0; i -= 1) {
        here[i] = after[i] || beyond
        if (i > 0 && text[i - 1] === '/' && after[i]) beyond = 1
      }
    }
  }
}

/** One character or more, none of them a slash. */
const freeAt = (text: string, i: number, here: Uint8Array, after: Uint8Array): boolean =>
  text[i] !== '/' && (after[i + 1] === 1 || here[i + 1] === 1)

type Part = Extract<Piece, { kind: 'part' }>

/** How long the value of a part is at a place: the shortest after which the rest fits; 0 when there is none. */
const lengthAt = ({ shape }: Part, text: string, i: number, after: Uint8Array): number => {
  if (shape) return shape.lengths.find((length) => after[i + length] && shape.test.test(text.slice(i, i + length))) ?? 0
  for (let end = i + 1; end <= text.length && text[end - 1] !== '/'; end += 1) if (after[end]) return end - i
  return 0
}

const readParts = (pieces: Piece[], text: string, ends: Uint8Array[]): Record<string, string> | undefined => {
  const parts = new Map<string, string>()
  let at = 0
  for (const [p, piece] of pieces.entries()) {
    const after = ends[p + 1] as Uint8Array
    if (piece.kind === 'part') {
      const value = text.slice(at, at + lengthAt(piece, text, at, after))
      if ((parts.get(piece.name) ?? value) !== value) return undefined
      parts.set(piece.name, value)
      at += value.length
    } else if (piece.kind === 'text') at += piece.text.length
    else while (!isEnd(piece, text, at, after)) at += 1
  }
  return Object.fromEntries(parts)
}

/** Where stars stop: as soon as what comes after fits, at a folder's end for those that take folders. */
const isEnd = (piece: Piece, text: string, at: number, after: Uint8Array): boolean =>
  after[at] === 1 && (piece.kind !== 'folders' || at === 0 || text[at - 1] === '/')
