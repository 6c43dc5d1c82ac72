import { readUtf8 } from '../../encodings/read-text.ts'
import type { Encoding } from '../../model.ts'
import { readPieces, type Piece, type PieceLimits, type PieceProblems } from './json-pieces.ts'
import { parseExactly, type Row } from './json-rows.rules.ts'

/** Of one row. */
const MOST_BYTES = 64_000_000

/**
 * The rows of a JSON document too large to be held: its array of objects, or the longest one that its object holds. It
 * is read twice, to find it and to go through it. Null when there is none: other shapes of tables need the whole.
 */
export const rowsOfLargeDocument = async (
  { path, encoding, nesting }: { path: string; encoding: Encoding; nesting: number },
  problems: PieceProblems,
): Promise<AsyncGenerator<Row> | null> => {
  const limits: PieceLimits = { nesting, bytes: MOST_BYTES }
  const pieces = (): AsyncGenerator<Piece> => readPieces(readUtf8(path, encoding, false), limits, problems)
  const key = await longestList(pieces())
  return key === undefined ? null : rowsOf(pieces(), key, problems)
}

/** The key of the longest list of objects, null for the outermost; undefined when there is none. */
const longestList = async (pieces: AsyncGenerator<Piece>): Promise<string | null | undefined> => {
  const counts = new Map<string | null, number>()
  const others = new Set<string | null>()
  for await (const piece of pieces) {
    if (piece.kind !== 'item') continue
    if (isObject(piece.bytes)) counts.set(piece.key, (counts.get(piece.key) ?? 0) + 1)
    else others.add(piece.key)
  }
  return [...counts].filter(([key]) => !others.has(key)).toSorted((a, b) => b[1] - a[1])[0]?.[0]
}

const isObject = (bytes: Buffer): boolean => bytes[0] === 123

async function* rowsOf(
  pieces: AsyncGenerator<Piece>,
  key: string | null,
  problems: PieceProblems,
): AsyncGenerator<Row> {
  for await (const piece of pieces) if (piece.kind === 'item' && piece.key === key) yield parsed(piece.bytes, problems)
}

const parsed = (bytes: Buffer, problems: PieceProblems): Row => {
  try {
    return parseExactly(bytes.toString()) as Row
  } catch {
    throw problems.damaged()
  }
}
