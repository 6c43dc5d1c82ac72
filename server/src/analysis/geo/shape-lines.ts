import { readUtf8 } from '../encodings/read-text.ts'
import type { Geometry } from './geometry.rules.ts'

/** What is kept of a feature to draw it: its 1-based rank, its shape, and its first cells by their column from 0. */
export type Shape = [rank: number, geometry: Geometry, cells: [column: number, text: string][]]

export const shapeLine = (shape: Shape): Buffer => Buffer.from(JSON.stringify(shape))

/** The shapes of a file of ours, one a line, one at a time. */
export async function* readShapes(path: string): AsyncGenerator<Shape> {
  let pieces: Buffer[] = []
  for await (const chunk of readUtf8(path, 'utf-8', false)) {
    let start = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      pieces.push(chunk.subarray(start, end))
      const [first] = pieces
      yield JSON.parse((first && pieces.length === 1 ? first : Buffer.concat(pieces)).toString()) as Shape
      pieces = []
      start = end + 1
    }
    if (start < chunk.length) pieces.push(Buffer.from(chunk.subarray(start)))
  }
}

/** Of a feature, what its popup on the map shows: a few cells, short. */
export const MOST_CELLS = 4
export const shownCell = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
