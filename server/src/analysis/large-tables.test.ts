import { afterAll, beforeAll, expect, it } from 'vitest'
import { startInspecting } from './testing/inspect-bytes.ts'

let kit: Awaited<ReturnType<typeof startInspecting>>
beforeAll(async () => {
  kit = await startInspecting()
})
afterAll(() => kit.stop())

// Large enough to be read by the engine as they are: what it makes of them must be what careful reading makes of small ones.
const ROWS = 300_000
const row = (id: number): string => `${id};Musée n° ${id} de l’agglomération;${id % 7}`
const rows = (change: (id: number) => string = row, end = '\n'): string =>
  `id;nom;classe${end}${Array.from({ length: ROWS }, (_, id) => change(id) + end).join('')}`
const once =
  (text: string) =>
  (id: number): string =>
    id === 200_000 ? text : row(id)

it.each<[string, string, number, (string | null)[] | null, string[]]>([
  ['strict', rows(), ROWS, null, []],
  ['with a mark at its beginning', `\ufeff${rows()}`, ROWS, null, []],
  ['of CRLF lines', rows(row, '\r\n'), ROWS, null, []],
  ['of CRLF lines but one', rows(row, '\r\n').replace('\r\n200001;', '\n200001;'), ROWS, null, []],
  ['with quoted cells', rows((id) => `"${id}";"Musée; ${id}";"${id % 7}"`), ROWS, ['200000', 'Musée; 200000', '3'], []],
  ['with a line break in a cell', rows(once('200000;"a\nb ""c""";1')), ROWS, ['200000', 'a\nb "c"', '1'], []],
  ['with a quote in a cell', rows(once('200000;écran 12";1')), ROWS, ['200000', 'écran 12"', '1'], []],
  ['with an open quote', rows(once('200000;"x;1')), ROWS, ['200000', '"x', '1'], ['unclosed_quote']],
  ['with a short row', rows(once('200000;x')), ROWS, ['200000', 'x', null], ['short_rows']],
  ['with a long row', rows(once('200000;x;1;2')), ROWS, ['200000', 'x', '1'], ['long_rows']],
  ['with an empty row', rows(once(';;')), ROWS - 1, null, ['empty_rows']],
  ['with a row of spaces', rows(once('  ; ;')), ROWS - 1, null, ['empty_rows']],
  ['with a blank line', rows(once(`\n${row(200_000)}`)), ROWS, null, ['empty_rows']],
  ['with a NUL', rows(once('200000;a\0b;1')), ROWS, ['200000', 'ab', '1'], ['nul_bytes']],
  ['with titles above', `Musées de France\nSource : ministère\n${rows()}`, ROWS, null, ['title_lines']],
])('a large file %s', async (_, text, rowCount, cells, codes) => {
  const table = await kit.inspectTable(text)
  expect(table).toMatchObject({ rowCount, codes })
  expect(table.rows).toHaveLength(rowCount)
  if (cells) expect(table.rows[200_000]).toEqual(cells)
  expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
    ['id', 'integer'],
    ['nom', 'text'],
    ['classe', 'integer'],
  ])
  expect(table.columns[0]).toMatchObject({ emptyCount: 0, profile: { min: '0', max: String(ROWS - 1) } })
  expect(table.rows.filter((row) => row.some((cell) => cell?.includes('\r')))).toEqual([])
})
