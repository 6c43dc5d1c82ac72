/** Rows of a table as objects, by the rules of udata: `;`, quotes doubled, lines inside cells. */
export const tableOf = (text: string): { columns: string[]; rows: Record<string, string>[] } => {
  const records: string[][] = [[]]
  for (const [, cell = '', end] of text.matchAll(/("(?:[^"]|"")*"|[^;\r\n]*)(;|\r\n|\n|$)/g)) {
    records.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end === '') break
    if (end !== ';') records.push([])
  }
  const [columns = [], ...lines] = records.filter((record) => record.length > 1)
  const rows = lines.map((line) => Object.fromEntries(line.map((cell, i) => [columns[i] ?? '', cell])))
  return { columns, rows }
}
