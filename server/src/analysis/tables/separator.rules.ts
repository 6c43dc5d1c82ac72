import { firstRegularRow, sampleRows, type SampleRow } from './sample-rows.rules.ts'

export interface FoundSeparator {
  separator: string
  /** The byte to read with; differs for a text of one column, whose commas must stay in its cells. */
  separatorByte: number
  /** The commonest number of cells; 1 when no separator makes a table. */
  width: number
  rows: SampleRow[]
  /** Rows of that width, and their share among those from the first of them on. */
  tableRows: number
  regularity: number
}

const CANDIDATES = [';', '\t', '|', ',']
/** Of ASCII: no text holds it. */
const UNIT_SEPARATOR = 31

/**
 * The separator of a text by the rows it makes, quotes respected: rows of one width, and wide. Among those that make
 * regular rows, the one whose rows begin first: in `a;b` over `1,5;2,5`, the comma is as regular as the semicolon, but
 * not in the header.
 */
export const findSeparator = (head: Buffer, complete: boolean): FoundSeparator => {
  const declared = /^\ufeff?"?sep=([;,|\t])"?\s*$/im.exec(head.toString('utf8', 0, 20).split(/[\r\n]/)[0] ?? '')?.[1]
  const found = (declared ? [declared] : CANDIDATES).map((separator) => measure(separator, head, complete))
  const best = pick(found, 0.8) ?? pick(found, 0.5)
  if (best) return best
  const rows = sampleRows(head, complete, UNIT_SEPARATOR)
  return { separator: ',', separatorByte: UNIT_SEPARATOR, width: 1, rows, tableRows: rows.length, regularity: 1 }
}

/** A text whose separator is known to be the comma, made by a reader. */
export const commaSeparated = (head: Buffer, complete: boolean): FoundSeparator => measure(',', head, complete)

type Measured = FoundSeparator & { start: number }

const pick = (candidates: Measured[], minimum: number): Measured | undefined =>
  candidates
    .filter((candidate) => candidate.regularity >= minimum && isTable(candidate))
    .sort((a, b) => a.start - b.start || b.regularity * b.width - a.regularity * a.width)[0]

/** Two rows at least, and a third of all: in prose too, some lines have as many commas. A header alone may have a title. */
const isTable = ({ width, rows, tableRows }: Measured): boolean =>
  width > 1 && (rows.length <= 2 || (tableRows > 1 && tableRows >= rows.length / 3))

const measure = (separator: string, head: Buffer, complete: boolean): Measured => {
  const separatorByte = separator.charCodeAt(0)
  const rows = sampleRows(head, complete, separatorByte)
  const width = commonestWidth(rows)
  const hasWidth = (row: SampleRow): boolean => row.cells.length === width
  const start = firstRegularRow(rows, width)
  const tableRows = rows.filter(hasWidth).length
  return { separator, separatorByte, width, rows, start, tableRows, regularity: tableRows / (rows.length - start) || 0 }
}

/** Titles and notes around a table are rows of one cell: only wider ones count. */
const commonestWidth = (rows: SampleRow[]): number => {
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [best] = [...counts].filter(([width]) => width > 1).sort((a, b) => b[1] - a[1] || b[0] - a[0])
  return best?.[0] ?? 1
}
