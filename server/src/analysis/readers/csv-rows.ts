import { rm } from 'node:fs/promises'
import { readUtf8 } from '../encodings/read-text.ts'
import { createRowOutput } from '../tables/row-output.ts'

/** Rows of cells to the disk as they come, whatever their number of cells; made equally wide at the end. */
export interface CsvRows {
  write(cells: readonly string[]): void
  /** Writes the table at `path`: the header if there is one, then the rows, each of `width` cells. */
  finish(path: string, width: number, header?: string[]): Promise<void>
  drop(): Promise<void>
}

export const createCsvRows = (draftPath: string): CsvRows => {
  const draft = createRowOutput(draftPath)
  return {
    write: (cells) => draft.write(rowOf(cells)),
    finish: async (path, width, header) => {
      draft.close()
      const output = createRowOutput(path)
      try {
        if (header) output.write(rowOf(header))
        for await (const row of rowsOf(draftPath)) output.write(widened(row, width))
      } finally {
        output.close()
      }
      await rm(draftPath, { force: true })
    },
    drop: async () => {
      draft.close()
      await rm(draftPath, { force: true })
    },
  }
}

const rowOf = (cells: readonly string[]): Buffer => Buffer.from(cells.map(quoted).join(','))

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A quote in a cell is doubled: being within quotes is having seen an odd number of them. */
async function* rowsOf(path: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const chunk of readUtf8(path, 'utf-8', false)) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let start = 0
    let isQuoted = false
    for (let at = 0; at < bytes.length; at += 1) {
      if (bytes[at] === 34) isQuoted = !isQuoted
      if (bytes[at] !== 10 || isQuoted) continue
      yield bytes.subarray(start, at)
      start = at + 1
    }
    rest = Buffer.from(bytes.subarray(start))
  }
}

const widened = (row: Buffer, width: number): Buffer => {
  let cells = 1
  let isQuoted = false
  for (const byte of row) {
    if (byte === 34) isQuoted = !isQuoted
    if (byte === 44 && !isQuoted) cells += 1
  }
  return cells < width ? Buffer.concat([row, Buffer.from(','.repeat(width - cells))]) : row
}
