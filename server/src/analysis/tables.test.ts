import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInspecting } from './testing/inspect-bytes.ts'

let kit: Awaited<ReturnType<typeof startInspecting>>
beforeAll(async () => {
  kit = await startInspecting()
})
afterAll(() => kit.stop())

describe('values', () => {
  it('are untouched in the Parquet file', async () => {
    const cells = [
      '06088',
      '2A004',
      '35600000000048',
      '1E5',
      '01/02/2024',
      ' x ',
      '1 234,50',
      'NA',
      'NULL',
      '0',
      "l'an",
    ]
    const header = cells.map((_, index) => `h${index}`).join(';')
    const table = await kit.inspectTable(`${header}\n${cells.join(';')}\n`)
    expect(table.rows).toEqual([cells])
    expect(table.sample).toEqual([cells])
  })

  it('empty cells are null, quoted or not; spaces are spaces, and count as empty', async () => {
    const table = await kit.inspectTable('a;b;c\n1;;""\n2;  ;x\n')
    expect(table.rows).toEqual([
      ['1', null, null],
      ['2', '  ', 'x'],
    ])
    expect(table.columns.map(({ emptyCount }) => emptyCount)).toEqual([0, 2, 1])
  })

  it('keep separators, quotes and line breaks that are within quotes', async () => {
    const table = await kit.inspectTable('a;b\n"x;""y""\r\nz";1\n"";2\n')
    expect(table).toMatchObject({
      quote: '"',
      issues: [],
      rows: [
        ['x;"y"\r\nz', '1'],
        [null, '2'],
      ],
    })
  })

  it('keep their order and their line breaks in a large file', async () => {
    const rows = Array.from({ length: 60_000 }, (_, id) => `${id};"première ligne;\n""${id}"";fin";${'x'.repeat(60)}\n`)
    const table = await kit.inspectTable(`id;texte;x\n${rows.join('')}`)
    expect(table).toMatchObject({ rowCount: 60_000, issues: [] })
    expect(table.rows.every(([id, text], n) => id === `${n}` && text === `première ligne;\n"${n}";fin`)).toBe(true)
  })

  it('very long ones are kept whole, and cut in the sample', async () => {
    const long = 'é'.repeat(3_000_000)
    const table = await kit.inspectTable(`a;b\n1;${long}\n`)
    expect(table.rows).toEqual([['1', long]])
    expect(table.sample).toEqual([['1', `${'é'.repeat(1000)}…`]])
  })

  it('the sample has the first 20 rows', async () => {
    const table = await kit.inspectTable(`a;b\n${Array.from({ length: 30 }, (_, id) => `${id};x\n`).join('')}`)
    expect(table.sample).toHaveLength(20)
    expect(table.sample[19]).toEqual(['19', 'x'])
  })
})

describe('types', () => {
  const typesOf = async (text: string): Promise<string[]> =>
    (await kit.inspectTable(text)).columns.map(({ type, notation }) => (notation ? `${type} ${notation}` : type))

  it('follow the values, codes stay text', async () => {
    const text = [
      'commune;corse;siret;exp;n;prix;lat;jour;maj;ok;flag;vide',
      '06088;2A004;35600000000048;1E5;12;1 200,50;43.7;01/02/2024;2024-01-01T10:00:00Z;oui;0;',
      '13055;13055;35600000000049;2E5;1 234;3;44;31/12/2023;2024-01-02 11:30;NON;1; ',
    ].join('\n')
    expect(await typesOf(text)).toEqual([
      ...['text', 'text', 'text', 'text', 'integer', 'number decimal_comma', 'number decimal_point'],
      ...['date dd/mm/yyyy', 'datetime iso', 'boolean', 'integer', 'text'],
    ])
  })

  it('are those of all the values: one after 60,000 decides', async () => {
    expect(await typesOf(`a;b\n${'1;2024-01-01\n'.repeat(60_000)}`)).toEqual(['integer', 'date iso'])
    expect(await typesOf(`a;b\n${'1;2024-01-01\n'.repeat(60_000)}n.d.;inconnue\n`)).toEqual(['integer', 'date iso'])
    expect(await typesOf(`a;b\n${'1;2024-01-01\n'.repeat(60_000)}01053;x\n`)).toEqual(['text', 'date iso'])
    expect(await typesOf(`a;b\n${';\n1;\n'.repeat(60_000)}1,5;01/01/2024\n`)).toEqual([
      'number decimal_comma',
      'date dd/mm/yyyy',
    ])
  })

  it('hold some cells that do not follow them, counted and shown; a code among numbers makes codes of all', async () => {
    const { columns } = await kit.inspectTable(`n;code\n${'12;13055\n'.repeat(30)}n.d.;06088\n`)
    expect(columns[0]).toMatchObject({ type: 'integer', misfitCount: 1, misfits: [{ row: 31, value: 'n.d.' }] })
    expect(columns[1]).toMatchObject({ type: 'text', misfitCount: 0, misfits: [] })
  })

  it.each([
    ['dd-mm-yyyy', ['12-02-2007', '25-12-2010'], '2007-02-12'],
    ['dd.mm.yyyy', ['12.02.2007', '25.12.2010'], '2007-02-12'],
    ['yyyy/mm/dd', ['2007/02/12', '2010/12/25'], '2007-02-12'],
    ['dd/mm/yy', ['12/02/07', '25/12/10'], '2007-02-12'],
    ['d month yyyy', ['12 février 2007', '1er août 2010'], '2007-02-12'],
    ['mm/dd/yyyy', ['02/12/2007', '12/25/2010'], '2007-02-12'],
    ['dd/mm/yyyy', ['12/02/2007', '11/12/2010'], '2007-02-12'],
  ])('dates written %s', async (notation, values, min) => {
    const { columns } = await kit.inspectTable(`jour;n\n${values.map((value) => `${value};1\n`).join('')}`)
    expect(columns[0]).toMatchObject({ type: 'date', notation, misfitCount: 0, profile: { min } })
  })

  it('a day that is not in the calendar is no date', async () => {
    expect(
      await typesOf('a;b;c\n01/02/2024;31/02/2024;2024-02-30 10:00\n12/31/2024;01/02/2024;2024-02-28 10:00\n'),
    ).toEqual(['date mm/dd/yyyy', 'text', 'text'])
  })
})

describe('irregular files', () => {
  it('titles above the header', async () => {
    const table = await kit.inspectTable('Musées de France\n\nSource : ministère\nnom;n\nLouvre;1\nMucem;2\nOrsay;3\n')
    expect(table).toMatchObject({ headerLine: 4, rowCount: 3, codes: ['title_lines'] })
    expect(table.rows[0]).toEqual(['Louvre', '1'])
  })

  it('rows too short and too long: padded, cut, told with their lines', async () => {
    const table = await kit.inspectTable('a;b;c\n1;2;3\n4;5\n6;7;8;9\n1;2;3;;\n1;2;3\n')
    expect(table.rows).toEqual([
      ['1', '2', '3'],
      ['4', '5', null],
      ['6', '7', '8'],
      ['1', '2', '3'],
      ['1', '2', '3'],
    ])
    expect(table.issues.map(({ code, line }) => [code, line])).toEqual([
      ['short_rows', 3],
      ['long_rows', 4],
    ])
    expect(table.issues[1]?.message.fr).toBe(
      '1 ligne a trop de cellules : celles en trop ne sont pas dans le tableau (ligne 4).',
    )
  })

  it('a quote that never closes costs no row', async () => {
    const table = await kit.inspectTable(`a;b\n1;x\n2;"y\n${'3;z\n'.repeat(1000)}`)
    expect(table).toMatchObject({ rowCount: 1002, codes: ['unclosed_quote'] })
    expect(table.rows[1]).toEqual(['2', '"y'])
    expect(table.issues[0]).toMatchObject({ line: 3 })
  })

  it('thousands of quotes that never close either, over many chunks', async () => {
    const table = await kit.inspectTable(`a\tb\n${`"x${'y'.repeat(200)}\tz\n`.repeat(20_000)}`)
    expect(table).toMatchObject({ rowCount: 20_000, separator: '\t', quote: null, codes: ['unclosed_quote'] })
    expect(table.rows.at(-1)?.[0]).toBe(`"x${'y'.repeat(200)}`)
  })

  it('quotes that are not doubled', async () => {
    const table = await kit.inspectTable('a;b\n"le "grand" soir";1\n12" x;2\n')
    expect(table.rows).toEqual([
      ['le "grand" soir', '1'],
      ['12" x', '2'],
    ])
    expect(table.codes).toEqual(['stray_quotes'])
  })

  it('duplicated and empty headers, empty columns at the end', async () => {
    const table = await kit.inspectTable('nom;;nom;;\nLouvre;x;y;;\nMucem;x;y;;\n')
    expect(table.columns.map(({ name }) => name)).toEqual(['nom', 'colonne_2', 'nom_2'])
    expect(table.rows).toEqual([
      ['Louvre', 'x', 'y'],
      ['Mucem', 'x', 'y'],
    ])
    expect(table.codes.toSorted()).toEqual(['duplicated_header', 'empty_header', 'empty_trailing_columns'])
    expect(table.issues.find(({ code }) => code === 'empty_header')?.message.en).toContain('(position 2)')
    const clean = await kit.inspectTable('nom;ville;;\nLouvre;Paris;;\nMucem;Marseille;;\n')
    expect(clean.codes).toEqual(['empty_trailing_columns'])
  })

  it('empty rows are left out, and told', async () => {
    const table = await kit.inspectTable('a;b\n1;2\n\n3;4\n;\n\n\n')
    expect(table.rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    expect(table.issues).toMatchObject([{ code: 'empty_rows', line: 3 }])
    expect(table.issues[0]?.message.en).toContain('2 rows')
  })

  it('zero bytes are taken out', async () => {
    const table = await kit.inspectTable(`a;b\n1;x\0y\n${'2;z\n'.repeat(500)}`)
    expect(table.rows[0]).toEqual(['1', 'xy'])
    expect(table.issues).toMatchObject([{ code: 'nul_bytes', line: 2 }])
  })

  it('no header', async () => {
    const table = await kit.inspectTable('75056;Paris;2,1\n06088;Nice;0,3\n')
    expect(table).toMatchObject({ headerLine: null, rowCount: 2, codes: ['no_header'] })
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ['colonne_1', 'text'],
      ['colonne_2', 'text'],
      ['colonne_3', 'number'],
    ])
  })
})

describe('shapes', () => {
  it('one column, with commas and blank lines', async () => {
    const table = await kit.inspectTable('nom\nNice\nParis, 1er\n\n"Lyon"\n')
    expect(table).toMatchObject({ rowCount: 3, rows: [['Nice'], ['Paris, 1er'], ['Lyon']], codes: ['empty_rows'] })
  })

  it('only a header', async () => {
    const table = await kit.inspectTable('nom;ville\n')
    expect(table).toMatchObject({ headerLine: 1, rowCount: 0, sample: [], rows: [] })
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ['nom', 'text'],
      ['ville', 'text'],
    ])
  })

  it('texts only', async () => {
    const table = await kit.inspectTable('nom,ville\nLouvre,Paris\nMucem,Marseille\n')
    expect(table).toMatchObject({ headerLine: 1, rowCount: 2, separator: ',' })
  })

  it.each([
    ['CR', '\r'],
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ])('lines end with %s', async (_, end) => {
    const table = await kit.inspectTable(['a;b', '1;"x;y"', '2;z', ''].join(end))
    expect(table).toMatchObject({
      rows: [
        ['1', 'x;y'],
        ['2', 'z'],
      ],
      issues: [],
    })
  })

  // Six million cells: eleven seconds alone, several times that on a busy machine.
  it('2,000 columns', { timeout: 120_000 }, async () => {
    const row = (prefix: string): string => Array.from({ length: 2000 }, (_, index) => `${prefix}${index}`).join(';')
    const table = await kit.inspectTable(`${row('col')}\n${`${row('1')}\n`.repeat(3000)}`)
    expect(table).toMatchObject({ rowCount: 3000, issues: [] })
    expect(table.columns).toHaveLength(2000)
    expect(table.columns.at(-1)).toMatchObject({ name: 'col1999', type: 'integer', notation: null, emptyCount: 0 })
    expect(table.rows[2999]?.[1999]).toBe('11999')
  })

  it('tabs make a TSV, whatever the name', async () => {
    expect(await kit.inspect('a\tb\n1\t2\n', 'file.csv')).toMatchObject({ format: 'tsv', outcome: 'table' })
    expect(await kit.inspect('a\tb\n1\t2\n', 'export')).toMatchObject({ format: 'tsv', outcome: 'table' })
  })
})

describe('profiles', () => {
  it('of numbers, dates and texts', async () => {
    const rows = Array.from(
      { length: 100 },
      (_, id) => `${id},5;${id < 60 ? 'Musée' : 'Cinéma'};0${1 + (id % 9)}/01/2024`,
    )
    const { columns, examinedRows, duplicateRowCount } = await kit.inspectTable(`n;genre;jour\n${rows.join('\n')}\n`)
    expect({ examinedRows, duplicateRowCount }).toEqual({ examinedRows: 100, duplicateRowCount: 0 })
    const [n, genre, jour] = columns.map(({ profile }) => profile)
    expect(n).toMatchObject({ min: '0.5', max: '99.5', mean: 50, median: 50, distinctCount: 100 })
    expect(n?.standardDeviation).toBeCloseTo(29.01, 2)
    expect(n?.histogram?.map(({ count }) => count)).toEqual(Array.from({ length: 20 }, () => 5))
    expect(genre).toMatchObject({
      ...{ min: null, mean: null, histogram: null, minLength: 5, maxLength: 6, meanLength: 5.4 },
      top: [
        { value: 'Musée', count: 60 },
        { value: 'Cinéma', count: 40 },
      ],
    })
    expect(jour).toMatchObject({ min: '2024-01-01', max: '2024-01-09', mean: null, distinctCount: 9 })
    expect(jour?.histogram?.[0]).toEqual({ from: '2024-01-01', to: '2024-01-01', count: 12 })
  })

  it('count the rows that repeat another one', async () => {
    expect(await kit.inspectTable('a;b\n1;2\n1;2\n1;2\n3;\n3;\n4;\n')).toMatchObject({ duplicateRowCount: 3 })
  })
})

describe('meanings', () => {
  const meaningOf = async (name: string, ...values: string[]) => {
    const { columns } = await kit.inspectTable(`${name};x\n${values.map((value) => `${value};1\n`).join('')}`)
    return [columns[0]?.type, columns[0]?.meaning?.format]
  }

  it.each([
    ['SIREN', ['552100554', '130025265'], 'text', 'siren'],
    ['siret', ['13002526500013', '35600000049837', '73282932000074'], 'text', 'siret'],
    ['code_insee', ['13055', '75056', '33063'], 'text', 'code_commune'],
    ['Code postal', ['13001', '75004', '33000'], 'text', 'code_postal'],
    ['departement', ['13', '75', '33'], 'text', 'code_departement'],
    ['region', ['84', '93', '11'], 'text', 'code_region'],
    ['Ville', ['Marseille', 'SAINT ETIENNE', 'Bourg-en-Bresse'], 'text', 'commune'],
    ['tel', ['0123456789', '04 91 00 00 00', '+33 6 12 34 56 78'], 'text', 'tel_fr'],
    ['contact', ['musee@ville.fr', 'accueil@theatre.fr'], 'text', 'email'],
    ['site', ['https://www.louvre.fr', 'http://mucem.org/fr'], 'text', 'url'],
    ['annee', ['2019', '2020', '1875'], 'integer', 'year'],
    ['latitude', ['48.85', '43.3', '45'], 'number', 'latitude_wgs_fr_metropole'],
    ['lon', ['2,35', '5,37', '-1,5'], 'number', 'longitude_wgs_fr_metropole'],
    ['coordonnees', ['48.85, 2.35', '43.3, 5.37'], 'text', 'latlon_wgs'],
    ['taux', ['12 %', '8,5 %'], 'text', 'percent'],
    ['tarif', ['12 €', '8,50 €'], 'text', 'money'],
    ['mois', ['janvier', 'Août'], 'text', 'mois_de_lannee'],
    ['id', ['9b2c1f7e-8a4d-4c1e-9f00-1a2b3c4d5e6f'], 'text', 'uuid'],
    ['adresse', ['12 rue de Rivoli', '3, place du Capitole'], 'text', 'adresse'],
    ['pays', ['France', 'Belgique', 'Maroc'], 'text', 'pays'],
    ['uai', ['0750655E', '0130040T'], 'text', 'uai'],
    ['geom', ['POINT(2.35 48.85)', 'POINT (5 43)'], 'text', 'wkt'],
  ])('%s', async (name, values, type, format) => {
    expect(await meaningOf(name, ...values)).toEqual([type, format])
  })

  it.each([
    ['numero', ['552100554', '130025265'], 'integer'],
    ['nombre', ['13055', '75056', '33063'], 'integer'],
    ['visiteurs', ['2019', '2020', '1875'], 'integer'],
    ['artiste', ['Nice', 'Renoir', 'Cézanne', 'Manet', 'Monet'], 'text'],
    ['notice', ['M0001', 'M0002'], 'text'],
    ['hauteur', ['48.85', '43.3'], 'number'],
  ])('nothing beyond its type: %s', async (name, values, type) => {
    expect(await meaningOf(name, ...values)).toEqual([type, undefined])
  })
})
