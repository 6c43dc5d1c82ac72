import { stripVTControlCharacters } from 'node:util'

/** For people: beside what scripts read. */
export const say = (line: string): void => void process.stderr.write(`${plain(line, '\n')}\n`)

/** The result. */
export const print = (line: string): void => void process.stdout.write(`${plain(line, '\n\t')}\n`)

/** JSON leaves the later control characters as they are, which a terminal obeys too. */
export const printJson = (value: unknown): void => {
  const json = JSON.stringify(value, null, 2).replace(/[\x7f-\x9f]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`)
  process.stdout.write(`${json}\n`)
}

/** Columns for eyes; tabs between them, and no heading, for programs. */
export const printTable = (heading: string[], rows: string[][]): void => {
  const cells = rows.map((row) => row.map((cell) => plain(cell, '')))
  if (!process.stdout.isTTY) {
    for (const row of cells) print(row.join('\t'))
    return
  }
  const all = [heading, ...cells]
  const widths = heading.map((_, column) => Math.min(60, Math.max(...all.map((row) => row[column]?.length ?? 0))))
  for (const row of all)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

/** One more line of a table whose end isn't known. */
export const printRow = (cells: string[]): void =>
  print(
    cells
      .map((cell) => plain(cell, ''))
      .join(process.stdout.isTTY ? '  ' : '\t')
      .trimEnd(),
  )

/** What a server says must not move the cursor of who reads it. */
export const plain = (text: string, kept: string): string =>
  stripVTControlCharacters(text).replace(/\p{Cc}/gu, (character) => (kept.includes(character) ? character : ' '))

/** 1.2 MB; the units of the screens. */
export const sizeOf = (bytes: number | null): string => {
  if (bytes === null) return '-'
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)))
  const value = bytes / 1000 ** power
  return `${power > 0 && value < 100 ? value.toFixed(1) : Math.round(value)} ${units[power]}`
}

/** 2026-11-28, or a dash. */
export const dayOf = (date: string | null | undefined): string => date?.slice(0, 10) ?? '-'

/** 2026-11-28 14:05, here. */
export const momentOf = (date: string | null | undefined): string =>
  date ? new Date(date).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' }) : '-'
