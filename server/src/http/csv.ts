import type { FastifyReply } from 'fastify'
// Quotes, line breaks and streams of CSV: a library that handles them all.
import { stringify } from 'csv-stringify'
import { pipeline, Readable } from 'node:stream'

/** A column: its name, and the cell of a row. A cell that can't be made is left blank. */
export type Column<T> = [name: string, cell: (row: T) => string | number | boolean | Date | null | undefined]

/** udata's tables: `;`, everything quoted but numbers, named after the minute (udata-api.md §12.3). Streamed: a catalogue is larger than memory. */
export const sendTable = <T>(
  reply: FastifyReply,
  name: string,
  columns: Column<T>[],
  rows: AsyncIterable<T>,
): FastifyReply => {
  const stringifier = stringify({
    delimiter: ';',
    quoted_string: true,
    quoted_empty: true,
    columns: columns.map(([header]) => header),
    header: true,
  })
  const cells = Readable.from(cellsOf(columns, rows))
  // A visitor who goes away ends both; what fails in the middle cuts the answer, which its reader can see.
  pipeline(cells, stringifier, () => undefined)
  return reply
    .header('Content-Type', 'text/csv; charset=utf-8')
    .header('Content-Disposition', `attachment; filename=${name}-${minuteOf(new Date())}.csv`)
    .send(stringifier)
}

async function* cellsOf<T>(columns: Column<T>[], rows: AsyncIterable<T>): AsyncGenerator<unknown[]> {
  for await (const row of rows) yield columns.map(([, cell]) => written(cell(row)))
}

/** As udata writes them: dates without an offset, booleans as Python's words. */
const written = (value: ReturnType<Column<unknown>[1]>): string | number => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value instanceof Date)
    return value.toISOString().replace(/\.(\d{3})Z$/, (_, ms) => (ms === '000' ? '' : `.${ms}000`))
  return value
}

const minuteOf = (date: Date): string => date.toISOString().slice(0, 16).replace(/[T:]/g, '-')
