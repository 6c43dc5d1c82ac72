export type Row = Record<string, unknown>

/** JSON whose numbers keep the digits that the file gives them: `0.10`, `1E5`, twenty digits. */
export const parseExactly = (text: string): unknown =>
  JSON.parse(text, ((_: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? new Digits(context?.source ?? String(value)) : value) as (
    key: string,
    value: unknown,
  ) => unknown)

/** A number as it is written: its text is a cell, and it goes back into JSON as a number. */
class Digits {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
  toJSON(): number {
    return Number(this.#text)
  }
}

/** The text of a cell: JSON for what is nested, nothing for null. */
export const cellText = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' && !(value instanceof Digits) ? JSON.stringify(value) : String(value)
}

/** The 1-based line where a text stops being JSON, from the words of V8, which show what surrounds the place. */
export const lineOfError = (text: string, message: string): number => {
  const around = /(?:\.\.\.)?"([\s\S]+)"(?:\.\.\.)? is not valid JSON$/.exec(message)?.[1]
  const at = around === undefined ? text.length : text.indexOf(around) + around.length / 2
  return text.slice(0, at).split('\n').length
}

/** The rows of a document, or null when it is no table. GeoJSON never comes here. */
export const rowsIn = (value: unknown): Row[] | null => {
  if (Array.isArray(value)) return rowsOfArray(value)
  if (!isObject(value)) return null
  const lists = Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  const rows = lists.map(([, list]) => list).filter((list) => list.length > 0 && list.every(isObject))
  // {"total": 3, "results": [{…}, …]}: the longest list of objects is the table.
  if (rows.length > 0) return rowsOfArray(rows.toSorted((a, b) => b.length - a.length)[0] ?? [])
  return rowsOfColumns(Object.entries(value))
}

const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Digits)

const rowsOfArray = (list: unknown[]): Row[] | null => {
  if (list.length === 0) return null
  if (list.every(isObject)) return list
  const [header, ...rows] = list
  // [["nom", "n"], ["Louvre", 1]]: a header of texts, and rows of its width.
  const names = Array.isArray(header) && header.every((name) => typeof name === 'string') ? (header as string[]) : null
  if (!names || names.length === 0 || rows.length === 0) return null
  if (!rows.every((row) => Array.isArray(row) && row.length === names.length)) return null
  return (rows as unknown[][]).map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])))
}

/** {"nom": ["Louvre", "Orsay"], "n": [1, 2]}: lists of one length, two columns at least or two rows. */
const rowsOfColumns = (entries: [string, unknown][]): Row[] | null => {
  const length = Array.isArray(entries[0]?.[1]) ? entries[0][1].length : 0
  const isTable =
    length > 1 && entries.length > 1 && entries.every(([, list]) => Array.isArray(list) && list.length === length)
  if (!isTable) return null
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(entries.map(([name, list]) => [name, (list as unknown[])[row]])),
  )
}
