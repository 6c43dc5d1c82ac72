import { describe, expect, it } from 'vitest'
import { cellText } from './cells.rules.ts'
import { LINE_FEED } from './dialect-bytes.ts'
import { createRowScanner } from './scan-row.rules.ts'

const rowsOf = (text: string, width = 2): { cells: string[]; lines: number; strict: boolean }[] => {
  const bytes = Buffer.from(text)
  const { scan } = createRowScanner({ separator: 59, endOfLine: LINE_FEED, width })
  const rows = []
  for (let at = 0; at < bytes.length;) {
    const row = scan(bytes, at, true)!
    const cells = Array.from({ length: row.width }, (_, index) => cellText(bytes, row, index))
    rows.push({ cells, lines: row.lines, strict: row.strict })
    at = row.next
  }
  return rows
}

const cellsOf = (text: string, width?: number): string[][] => rowsOf(text, width).map(({ cells }) => cells)

describe('rows', () => {
  it.each<[string, string, string[][]]>([
    [
      'plain',
      'a;b\n c ;\n',
      [
        ['a', 'b'],
        [' c ', ''],
      ],
    ],
    ['without a last line end', 'a;b', [['a', 'b']]],
    [
      'CRLF',
      'a;b\r\nc;"d"\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a carriage return at the end of the file', 'a;b\r', [['a', 'b']]],
    ['separators, doubled quotes and line breaks in quotes', '"a;""1""\n2";b\n', [['a;"1"\n2', 'b']]],
    ['an empty quoted cell', '"";b\n', [['', 'b']]],
    ['only quotes', '"""";b\n', [['"', 'b']]],
    ['quotes within a plain cell', '12" x;b\n', [['12" x', 'b']]],
    ['quotes that are not doubled', '"le "grand" soir";b\n', [['le "grand" soir', 'b']]],
    ['spaces around quotes', ' "a;1" ;b\n', [['a;1', 'b']]],
    [
      'a quote that never closes',
      '"a;b\nc;d\n',
      [
        ['"a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a lone carriage return in a cell', 'a\rz;b\n', [['a\rz', 'b']]],
  ])('%s', (_, text, expected) => {
    expect(cellsOf(text)).toEqual(expected)
  })

  it('a quote that closes only after whole rows of the table was text', () => {
    expect(cellsOf('"a;b\nc;d\ne;f\ng;h\ni;j"\nk;l\n')).toEqual([
      ['"a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
      ['i', 'j"'],
      ['k', 'l'],
    ])
  })

  it('even after one row, when the separators are those of a row', () => {
    expect(cellsOf('1;"a;2;3\n4;b";5;6\n', 4)).toEqual([
      ['1', '"a', '2', '3'],
      ['4', 'b"', '5', '6'],
    ])
    expect(cellsOf('1;"a;2\n4;b";5;6\n', 4)).toEqual([['1', 'a;2\n4;b', '5', '6']])
  })

  it('a long quoted text is no table', () => {
    expect(cellsOf('"un\ndeux; et\ntrois\nquatre\ncinq";b\n')).toEqual([['un\ndeux; et\ntrois\nquatre\ncinq', 'b']])
  })

  it('counts the lines of the file, and tells what a strict reader takes as it is', () => {
    expect(rowsOf('a;"b\n2"\nc;d"\n"e" ;f\n').map(({ lines, strict }) => [lines, strict])).toEqual([
      [2, true],
      [1, false],
      [1, false],
    ])
  })

  it('waits for the rest of a row, wherever it is cut', () => {
    const text = Buffer.from('"a;""x""\r\n";bé\r\n')
    const { scan } = createRowScanner({ separator: 59, endOfLine: LINE_FEED, width: 2 })
    for (let length = 1; length < text.length; length += 1) {
      expect(scan(text.subarray(0, length), 0, false), `${length} bytes`).toBeNull()
    }
    expect(scan(text, 0, false)).toMatchObject({ width: 2, next: text.length, strict: true, lines: 2 })
  })
})
