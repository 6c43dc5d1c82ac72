import { FileProblem } from '../model.ts'
import type { Row, RowScanner } from './scan-row.rules.ts'

/** A longer line is no line of a table; also what one row may hold of memory. */
const MAX_ROW_BYTES = 16 * 1_048_576

/** Gives each row of a text to `visit`, with its 1-based line; reads by chunks, and one row never lies across two buffers. */
export const walkRows = async (
  chunks: AsyncGenerator<Buffer>,
  scanner: RowScanner,
  visit: (bytes: Buffer, row: Row, start: number, line: number) => void,
): Promise<void> => {
  let line = 1
  let bytes: Buffer = Buffer.alloc(0)
  for (let ended = false; !ended;) {
    const gathered = await gather(chunks, bytes)
    ended = gathered.ended
    bytes = gathered.bytes
    let at = 0
    while (at < bytes.length) {
      const row = scanner.scan(bytes, at, ended || bytes.length - at >= MAX_ROW_BYTES)
      if (!row) break
      if (row.end === bytes.length && !ended) throw lineTooLong(line)
      visit(bytes, row, at, line)
      line += row.lines
      at = row.next
    }
    bytes = bytes.subarray(at)
  }
}

/** At least doubles what remains, so that a row of many chunks isn't scanned again at each of them. */
const gather = async (chunks: AsyncGenerator<Buffer>, rest: Buffer): Promise<{ bytes: Buffer; ended: boolean }> => {
  const pieces = [rest]
  let length = rest.length
  while (length < 2 * rest.length || length === rest.length) {
    const { value, done } = await chunks.next()
    if (done) return { bytes: Buffer.concat(pieces), ended: true }
    pieces.push(value)
    length += value.length
  }
  return { bytes: Buffer.concat(pieces), ended: false }
}

const lineTooLong = (line: number): FileProblem =>
  new FileProblem('line_too_long', {
    fr: `La ligne ${line} dépasse 16 Mo : ce n’est pas une ligne de tableau. Vérifiez les fins de ligne du fichier.`,
    en: `Line ${line} is over 16 MB: it is not a line of a table. Check the line endings of the file.`,
  })
