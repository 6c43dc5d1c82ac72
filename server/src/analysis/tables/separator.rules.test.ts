import { describe, expect, it } from 'vitest'
import { findHeader } from './header.rules.ts'
import { findSeparator } from './separator.rules.ts'

const layoutOf = (text: string) => {
  const found = findSeparator(Buffer.from(text), true)
  const header = findHeader(found.rows, found.width)
  return { separator: found.separator, width: found.width, header: header?.row?.cells ?? null, line: header?.firstLine }
}

describe('separator', () => {
  it.each([
    [';', 'a;b;c\n1;2;3\n4;5;6\n'],
    [',', 'a,b,c\n1,2,3\n4,5,6\n'],
    ['\t', 'a\tb\n1\t2\n'],
    ['|', 'a|b\n1|2\n'],
    [';', 'x;y;z\n1,5;2,5;3,5\n4,5;5,5;6,5\n'],
    [';', 'Titre\nx;y;z\n1,5;2,5;3,5\n4,5;5,5;6,5\n7,5;8,5;9,5\n'],
    [',', 'id,mots\n1,a;b\n2,c;d\n3,e;f\n'],
    [';', '"a;1";"b,2"\n"c;3";"d,4"\n'],
    [';', 'nom;coordonnées\nNice;"43,7,7,2"\nParis;"48,8,2,3"\n'],
    [',', 'lat,lon,"nom; ville"\n1.5,2.5,"a;b"\n2.5,3.5,"c;d"\n'],
    [';', 'sep=;\na;b,c\n1;2,3\n'],
  ])('%j in %j', (separator, text) => {
    expect(layoutOf(text).separator).toBe(separator)
  })

  it('leaves commas and line breaks in a text of one column', () => {
    expect(layoutOf('nom\nNice\nParis, 1er\nLyon\n')).toMatchObject({ width: 1, header: ['nom'] })
    expect(layoutOf('nom\n"Nice\nest"\nLyon\n')).toMatchObject({ width: 1, header: ['nom'] })
  })

  it('takes CR alone, and CRLF', () => {
    expect(layoutOf('a;b\r1;2\r3;4\r')).toMatchObject({ width: 2, header: ['a', 'b'] })
    expect(layoutOf('a;b\r\n1;2\r\n3;4')).toMatchObject({ width: 2, header: ['a', 'b'] })
  })
})

describe('header', () => {
  it.each<[string, string, string[] | null, number]>([
    ['the first row', 'a;b\n1;2\n', ['a', 'b'], 1],
    ['in a table of texts only', 'nom;ville\nLouvre;Paris\nMucem;Marseille\n', ['nom', 'ville'], 1],
    ['alone', 'nom;ville\n', ['nom', 'ville'], 1],
    [
      'below titles',
      'Musées de France\nSource : ministère, 2024\n\nnom;ville;n\na;b;1\nc;d;2\n',
      ['nom', 'ville', 'n'],
      4,
    ],
    ['below a title as wide as the table', 'Musées;;;\nnom;ville;n;m\na;b;1;2\n', ['nom', 'ville', 'n', 'm'], 2],
    ['of years', 'commune;2019;2020\nNice;12;13\nParis;14;15\n', ['commune', '2019', '2020'], 1],
    ['of numbers, one word over numbers', 'id;1;2\n12;5;6\n13;7;8\n', ['id', '1', '2'], 1],
    ['with an empty name', 'a;;c\n1;2;3\n4;5;6\n', ['a', '', 'c'], 1],
    ['shorter than rows that end with a separator', 'a;b;c\n1;2;3;\n4;5;6;\n7;8;9;\n', ['a', 'b', 'c'], 1],
    ['longer than its rows', 'nom;ville;n\na;b\nc;d\ne;f\n', ['nom', 'ville', 'n'], 1],
    ['none: numbers and no name', '75056;Paris;2,1\n06088;Nice;0,3\n', null, 1],
    ['none: dates', '2024-01-01;x\n2024-01-02;y\n', null, 1],
    ['none, below a title', 'Relevé\n1;2;3\n4;5;6\n7;8;9\n', null, 2],
  ])('%s', (_, text, header, line) => {
    expect(layoutOf(text)).toMatchObject({ header, line })
  })
})
