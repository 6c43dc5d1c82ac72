import { utils, write as writeBook } from '@e965/xlsx'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gzipSync } from 'node:zlib'
import { Invalid } from '../../lib/errors.ts'
import type { FileFix } from '../finding.ts'
import { startInspecting } from '../testing/inspect-bytes.ts'
import { zipOf } from '../testing/zip-of.ts'

let kit: Awaited<ReturnType<typeof startInspecting>>
beforeAll(async () => {
  kit = await startInspecting()
})
afterAll(() => kit.stop())

const fixed = async (content: Buffer | string, fixes: FileFix[], name?: string): Promise<string> =>
  (await kit.fix(content, fixes, name)).bytes?.toString('utf8') ?? ''

/** Museums whose codes lost their zero, with all that a CSV may hold beside them. */
const MUSEUMS = [
  'id;nom;code_insee;notes',
  '1;"Musée ""Matisse""";6088;"deux\r\nlignes; et un point-virgule"',
  '2;Musée de l’Œuvre ;2A004;',
  '3;"Château d\'Angers";49007;n.d.',
  '4;Musée d’Aix;1004; espaces ',
  '5;Musée;1008;',
  '6;"Villa";6004;""',
  '',
].join('\r\n')

const ENCODINGS = {
  'utf-8': (text: string) => Buffer.from(text),
  'utf-8-bom': (text: string) => Buffer.from(`\ufeff${text}`),
  'windows-1252': (text: string) => iconv.encode(text, 'windows-1252'),
  'utf-16le': (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(text, 'utf-16le')]),
  'utf-16be': (text: string) => Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode(text, 'utf-16be')]),
}

describe('what nobody touches keeps its bytes', () => {
  it.each(Object.entries(ENCODINGS))('%s: zeros come back, and nothing else moves', async (_, encode) => {
    const before = encode(MUSEUMS)
    expect((await kit.inspect(before)).findings.map(({ rule }) => rule)).toContain('leading-zero-commune')
    const pad: FileFix = { action: 'pad_zeros', column: 3, length: 5 }
    const { bytes, applied } = await kit.fix(before, [pad])
    const wanted = MUSEUMS.replaceAll(';6088;', ';06088;')
      .replaceAll(';1004;', ';01004;')
      .replaceAll(';1008;', ';01008;')
      .replaceAll(';6004;', ';06004;')
    expect(bytes).toEqual(encode(wanted))
    expect(applied).toEqual([{ columns: ['code_insee'], count: 4 }])
    expect((await kit.inspect(bytes as Buffer)).findings.map(({ rule }) => rule)).not.toContain('leading-zero-commune')
    const again = await kit.fix(bytes as Buffer, [pad])
    expect([again.bytes, again.applied[0]?.count]).toEqual([bytes, 0])
  })

  it('a byte that its encoding gives no character to stays where it is', async () => {
    const before = Buffer.concat([iconv.encode(MUSEUMS, 'windows-1252'), Buffer.from('7;é\x81;6029;\r\n', 'latin1')])
    const { bytes } = await kit.fix(before, [{ action: 'pad_zeros', column: 3, length: 5 }])
    expect(bytes?.includes(Buffer.from('7;é\x81;06029;', 'latin1'))).toBe(true)
    await expect(kit.fix(before, [{ action: 'to_utf8' }])).rejects.toThrow(/unreadable bytes/)
  })

  it('line endings, a missing last one, ragged and blank lines too', async () => {
    const before = 'Les musées\n\nid;nom;cp\n1;a;6000;trop\n\n2;b\n3;"c" ;6000\n4; "d";6100'
    const after = await fixed(before, [{ action: 'pad_zeros', column: 3, length: 5 }])
    expect(after).toBe(before.replaceAll(';6000', ';06000').replace(';6100', ';06100'))
    const mac = 'id,cp\r1,6000\r2,6100\r'
    expect(await fixed(mac, [{ action: 'pad_zeros', column: 2, length: 5 }])).toBe('id,cp\r1,06000\r2,06100\r')
  })

  it('a large file goes through row by row', async () => {
    const rows = Array.from({ length: 200_000 }, (_, id) => `${id};"ligne ""${id}""";${6000 + (id % 900)}\n`)
    const { bytes, applied } = await kit.fix(`id;texte;cp\n${rows.join('')}`, [
      { action: 'pad_zeros', column: 3, length: 5 },
    ])
    expect(applied[0]?.count).toBe(200_000)
    expect(bytes?.toString()).toBe(`id;texte;cp\n${rows.map((row) => row.replace(/;(\d+)\n$/, ';0$1\n')).join('')}`)
  })
})

describe('each fix', () => {
  const many = (header: string, row: (n: number) => string): string =>
    `${header}\n${Array.from({ length: 30 }, (_, n) => row(n)).join('\n')}\n`
  const mixed = (n: number): string => (n % 2 ? `${n},5` : `${n}.5`)

  it.each<[string, string, FileFix]>([
    ['identifier-as-decimal', many('siren;n', (n) => `55210055${n % 10}.0;x`), { action: 'strip_decimals', column: 1 }],
    ['spaces-and-case', many('id;ville', (n) => `${n};" Sète ${n} "`), { action: 'trim_cells', columns: [2] }],
    [
      'missing-codes',
      many('id;n', (n) => (n % 10 ? `${n};${n}` : `${n};n.c.`)),
      { action: 'empty_values', column: 2, values: ['n.c.'] },
    ],
    ['decimal-mixed', many('id;prix', (n) => `${n};${mixed(n)}`), { action: 'decimal_points', column: 2 }],
    [
      'ambiguous-dates',
      many('id;ouvert', (n) => `${n};0${1 + (n % 9)}/0${1 + ((n * 7) % 9)}/2024`),
      { action: 'iso_dates', column: 2 },
    ],
    ['control-characters', many('id;nom', (n) => `${n};Mus\u200bée ${n}`), { action: 'strip_control_characters' }],
    [
      'column-name-characters',
      many('id du musée;nom & ville', (n) => `${n};Musée ${n}`),
      { action: 'rename_columns', names: { 1: 'id_du_musee', 2: 'nom_ville' } },
    ],
    ['empty-columns-rows', many('id;vide;nom', (n) => `${n};;Musée ${n}`), { action: 'drop_columns', columns: [2] }],
    [
      'coordinates',
      many('id;latitude;longitude', (n) => `${n};${2 + n / 100};${48 + n / 100}`),
      { action: 'swap_columns', columns: [2, 3] },
    ],
  ])('%s is gone, and the rows are all there', async (rule, content, fix) => {
    const before = await kit.inspect(content)
    expect(before.findings.find((finding) => finding.rule === rule)?.fix).toEqual(fix)
    const once = await fixed(content, [fix])
    const after = await kit.inspect(once)
    expect(after.findings.map((finding) => finding.rule)).not.toContain(rule)
    expect(after.table?.rowCount).toBe(30)
    // Columns that are gone or swapped aren't the same ones any more.
    if (fix.action !== 'drop_columns' && fix.action !== 'swap_columns') expect(await fixed(once, [fix])).toBe(once)
  })

  it('titles and duplicated rows leave, quoted line breaks counted', async () => {
    const content = 'Musées en 2025;;\n;;\nid;nom;n\n1;"a\nb";2\n2;é;3\n1;"a\nb";2\n1;a b;2\n2;"é";3\n'
    expect(await fixed(content, [{ action: 'drop_lines', lines: [1, 2] }])).toBe(
      content.split('\n').slice(2).join('\n'),
    )
    const once = await fixed(content, [{ action: 'drop_duplicate_rows' }])
    expect(once).toBe('Musées en 2025;;\n;;\nid;nom;n\n1;"a\nb";2\n2;é;3\n1;a b;2\n')
    expect(await fixed(once, [{ action: 'drop_duplicate_rows' }])).toBe(once)
    // The second line of a row takes the whole row.
    expect(await fixed(content, [{ action: 'drop_lines', lines: [5] }])).not.toContain('1;"a\nb";2\n2;é')
  })

  it.each<[number[], string]>([
    [[1], 'b;c;d\n "x" ;"3;3" ;4\n\n "y";;\n;;\n'],
    [[4], 'a;b;c\n1; "x" ;"3;3" \n2\n3; "y";\n;;\n'],
    [[1, 2], 'c;d\n"3;3" ;4\n\n;\n;\n'],
    [[2, 3], 'a;d\n1;4\n2\n3;\n;\n'],
    [[3, 1, 2], 'd\n4\n\n\n\n'],
    [[4, 1], 'b;c\n "x" ;"3;3" \n\n "y";\n;\n'],
  ])('columns %s leave with one separator each', async (columns, after) => {
    const content = 'a;b;c;d\n1; "x" ;"3;3" ;4\n2\n3; "y";;\n;;;\n'
    expect(await fixed(content, [{ action: 'drop_columns', columns }])).toBe(after)
  })

  it('a row too short for the value that it gets becomes long enough', async () => {
    const content = 'id;x;y;z\r\n1;2;3;4\r\n5;6\r\n7;;8;9\r\n'
    expect(await fixed(content, [{ action: 'swap_columns', columns: [2, 3] }])).toBe(
      'id;x;y;z\r\n1;3;2;4\r\n5;;6\r\n7;8;;9\r\n',
    )
  })

  it('a hundred thousand rows said twice are said once', async () => {
    const rows = Array.from({ length: 100_000 }, (_, id) => `${id};Musée ${id}\n`).join('')
    const { bytes, applied } = await kit.fix(`id;nom\n${rows}${rows}`, [{ action: 'drop_duplicate_rows' }])
    expect(applied[0]?.count).toBe(100_000)
    expect(bytes?.toString()).toBe(`id;nom\n${rows}`)
  })

  it('to UTF-8 without mark, from anything', async () => {
    for (const encode of Object.values(ENCODINGS))
      expect(await fixed(encode(MUSEUMS), [{ action: 'to_utf8' }])).toBe(MUSEUMS)
  })

  it('values that need quotes get them, names and header included', async () => {
    const content = 'a,b,c\n1,2,"3"\n'
    expect(await fixed(content, [{ action: 'rename_columns', names: { 2: 'prix, en "euros"' } }])).toBe(
      'a,"prix, en ""euros""",c\n1,2,"3"\n',
    )
    expect(await fixed('a,b\n"1,5",2.5\n"2,5",3\n', [{ action: 'decimal_points', column: 1 }])).toBe(
      'a,b\n"1.5",2.5\n"2.5",3\n',
    )
  })

  it('dates that are not day first, or not in the calendar, are left alone', async () => {
    const content =
      'id;jour\n1;31/12/2024\n2;30/02/2024\n3;1er mai 2024\n4;05/06/24\n5;12.01.2024\n6;2024-01-02\n7;31/12/2024 10:30\n'
    expect(await fixed(content, [{ action: 'iso_dates', column: 2 }])).toBe(
      'id;jour\n1;2024-12-31\n2;30/02/2024\n3;2024-05-01\n4;05/06/24\n5;2024-01-12\n6;2024-01-02\n7;2024-12-31 10:30\n',
    )
  })

  it('NUL and what is invisible leave the cells, tabs and line breaks stay', async () => {
    const content = 'id;te\u200bxte\n1;"a\u0000b\tc\nd"\n2;\ufeffé\n'
    const { bytes, applied } = await kit.fix(content, [{ action: 'strip_control_characters' }])
    expect([bytes?.toString(), applied[0]?.count]).toEqual(['id;texte\n1;"ab\tc\nd"\n2;é\n', 3])
  })

  it('only what lacks one digit gets a zero: a SIREN among SIRETs stays a SIREN', async () => {
    const content = 'siret;n\n3560000000048;1\n356000000;2\n35600000000048;3\nA560000000048;4\n'
    expect(await fixed(content, [{ action: 'pad_zeros', column: 1, length: 14 }])).toBe(
      content.replace('3560000000048;1', '03560000000048;1'),
    )
  })
})

describe('several fixes', () => {
  it('each speaks of the file as the ones before left it', async () => {
    const content = 'Titre\nid;vide;nom;cp\n1;;é;6000\n2;;"f\ng";6100\n'
    const { bytes, applied } = await kit.fix(iconv.encode(content, 'windows-1252'), [
      { action: 'drop_lines', lines: [1] },
      { action: 'drop_columns', columns: [2] },
      { action: 'pad_zeros', column: 3, length: 5 },
      { action: 'rename_columns', names: { 3: 'code_postal' } },
      { action: 'drop_lines', lines: [2] },
      { action: 'to_utf8' },
      { action: 'trim_cells', columns: [3] },
      { action: 'rename_file', fileName: 'musees_2025.csv' },
    ])
    expect(bytes?.toString()).toBe('id;nom;code_postal\n2;"f\ng";06100\n')
    expect(applied.map(({ columns }) => columns)).toEqual([[], ['vide'], ['cp'], ['cp'], [], [], ['code_postal'], []])
  })

  it('a new name alone makes no new file', async () => {
    expect(await kit.fix('a;b\n1;2\n', [{ action: 'rename_file', fileName: 'b.csv' }], 'a.csv')).toMatchObject({
      ...{ fileName: 'b.csv', hasNewBytes: false, bytes: null },
    })
  })
})

describe('files that are no text', () => {
  it('a member of an archive is exported as it is, then fixed', async () => {
    const csv = iconv.encode(MUSEUMS, 'windows-1252')
    const gz = await kit.fix(gzipSync(csv), [{ action: 'export_sheet', sheet: '' }], 'musees.csv.gz')
    expect(gz).toMatchObject({ fileName: 'musees.csv', bytes: csv })
    const zip = zipOf({ 'donnees/a.csv': 'id;cp\n1;6000\n2;6100\n', 'b.txt': 'x' })
    const member = await kit.fix(
      zip,
      [
        { action: 'export_sheet', sheet: 'donnees/a.csv' },
        { action: 'pad_zeros', column: 2, length: 5 },
      ],
      'tout.zip',
    )
    expect([member.fileName, member.bytes?.toString()]).toEqual(['a.csv', 'id;cp\n1;06000\n2;06100\n'])
  })

  it.each(['xlsx', 'ods', 'biff8'] as const)('one sheet of a workbook (%s), then its cells', async (bookType) => {
    const book = utils.book_new()
    utils.book_append_sheet(book, utils.aoa_to_sheet([['a'], [1], [2], [3], [4], [5], [6], [7]]), 'Longue')
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([
        ['nom', 'cp'],
        ["Musée, d'Aix", 6000],
        ['é', 6100],
      ]),
      'Musées',
    )
    const content = writeBook(book, { type: 'buffer', bookType }) as Buffer
    const name = `classeur.${bookType === 'biff8' ? 'xls' : bookType}`
    const sheet: FileFix = { action: 'export_sheet', sheet: 'Musées' }
    expect(await kit.fix(content, [sheet, { action: 'pad_zeros', column: 2, length: 5 }], name)).toMatchObject({
      ...{ fileName: 'classeur.csv', bytes: Buffer.from('nom,cp\n"Musée, d\'Aix",06000\né,06100\n') },
    })
    await expect(kit.fix(content, [{ ...sheet, sheet: 'Autre' }], name)).rejects.toThrow(/“Autre” is not in this file/)
    // Said of the largest sheet, when none is named.
    expect(await fixed(content, [{ ...sheet, sheet: '' }], name)).toBe('a\n1\n2\n3\n4\n5\n6\n7\n')
  })

  it('JSON becomes CSV first', async () => {
    const json = '[{"nom":"Musée, d\'Aix","cp":6000},{"nom":"é","cp":6100}]'
    const made = await kit.fix(json, [{ action: 'export_sheet', sheet: '' }], 'musees.json')
    expect(made).toMatchObject({ fileName: 'musees.csv' })
    expect(made.bytes?.toString()).toBe('nom,cp\n"Musée, d\'Aix",6000\né,6100\n')
  })

  it('so does GeoJSON', async () => {
    const feature = (nom: string, cp: number) => ({
      ...{ type: 'Feature', properties: { nom, cp }, geometry: { type: 'Point', coordinates: [7.2, 43.7] } },
    })
    const json = JSON.stringify({ type: 'FeatureCollection', features: [feature('é', 6000), feature('à', 6100)] })
    const csv = await fixed(json, [{ action: 'export_sheet', sheet: '' }], 'musees.geojson')
    expect(csv).toMatch(/^nom,cp/)
    expect(csv).toContain('é,6000')
    const pad: FileFix = { action: 'pad_zeros', column: 2, length: 5 }
    await expect(kit.fix(json, [pad], 'musees.geojson')).rejects.toThrow(/make a CSV of it first/)
  })

  it('and its cells can’t be fixed before', async () => {
    const pad: FileFix = { action: 'pad_zeros', column: 2, length: 5 }
    await expect(kit.fix('[{"a":1},{"a":2}]', [pad], 'x.json')).rejects.toThrow(/make a CSV of it first/)
    await expect(kit.fix(gzipSync(MUSEUMS), [pad], 'x.csv.gz')).rejects.toThrow(/make a CSV of it first/)
  })
})

describe('fixes that aren’t possible are refused, with the reason', () => {
  it.each<[string, string | Buffer, FileFix[], RegExp]>([
    ['a column beyond the table', MUSEUMS, [{ action: 'pad_zeros', column: 9, length: 5 }], /no column 9/],
    [
      'a column that a fix before took away',
      'a;b\n1;2\n',
      [
        { action: 'drop_columns', columns: [2] },
        { action: 'trim_cells', columns: [2] },
      ],
      /no column 2: the table has 1/,
    ],
    ['every column', 'a;b\n1;2\n', [{ action: 'drop_columns', columns: [1, 2] }], /leave nothing/],
    ['a line beyond the file', 'a;b\n1;2\n', [{ action: 'drop_lines', lines: [12] }], /no line 12/],
    ['the line of the names', 'a;b\n1;2\n', [{ action: 'drop_lines', lines: [1] }], /Line 1 has the names/],
    ['a name twice', 'a;b\n1;2\n', [{ action: 'rename_columns', names: { 2: 'a' } }], /Two columns/],
    ['an empty name', 'a;b\n1;2\n', [{ action: 'rename_columns', names: { 2: '  ' } }], /neither empty/],
    ['a name on two lines', 'a;b\n1;2\n', [{ action: 'rename_columns', names: { 2: 'x\ny' } }], /neither empty/],
    [
      'names where there are none',
      '1;2\n3;4\n',
      [{ action: 'rename_columns', names: { 1: 'x' } }],
      /no line of column/,
    ],
    ['an export of a text', 'a;b\n1;2\n', [{ action: 'export_sheet', sheet: '' }], /already/],
    [
      'a member that isn’t there',
      zipOf({ 'a.csv': 'a;b\n' }),
      [{ action: 'export_sheet', sheet: 'z' }],
      /not in this file/,
    ],
    ['a broken archive', gzipSync(MUSEUMS).subarray(0, 40), [{ action: 'export_sheet', sheet: '' }], /damaged/],
    ['another extension', 'a;b\n1;2\n', [{ action: 'rename_file', fileName: 'a.pdf' }], /extension/],
    ['what is no table', Buffer.from('%PDF-1.7\n'), [{ action: 'to_utf8' }], /not a table/],
    [
      'a character that the encoding lacks',
      iconv.encode(MUSEUMS, 'windows-1252'),
      [{ action: 'rename_columns', names: { 2: 'nom ≥ 2' } }],
      /convert the file to UTF-8 first/,
    ],
  ])('%s', async (_, content, fixes, reason) => {
    const refusal = kit.fix(content, fixes)
    await expect(refusal).rejects.toThrow(reason)
    await expect(refusal).rejects.toBeInstanceOf(Invalid)
  })

  it('and the worker goes on', async () => {
    expect(await fixed('a;b\n1;2\n', [{ action: 'to_utf8' }])).toBe('a;b\n1;2\n')
  })
})
