import { utils, write as writeBook, type CellObject } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFilesIn } from '../../../testing/open-files.ts'
import { startInspecting } from '../../testing/inspect-bytes.ts'
import { problemOf, startScratch } from '../../testing/scratch.ts'
import { zipOf } from '../../testing/zip-of.ts'
import { readSpreadsheet } from './read-spreadsheet.ts'

let kit: Awaited<ReturnType<typeof startInspecting>>
beforeAll(async () => {
  kit = await startInspecting()
})
afterAll(() => kit.stop())

interface TestSheet {
  name?: string
  state?: string
  xml: string
  after?: string
}
const X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** A workbook whose parts are written by the test. */
const workbook = (
  sheets: TestSheet[],
  { strings = [] as string[], formats = [] as string[], fills = 0, date1904 = false } = {},
) =>
  zipOf({
    'xl/workbook.xml': `<workbook ${X} ${R}><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${sheets
      .map(
        ({ name, state = 'visible' }, index) =>
          `<sheet name="${name ?? `Feuille ${index + 1}`}" state="${state}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map(
        (_, index) =>
          `<Relationship Id="rId${index + 1}" Type="http://x/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
      )
      .join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet ${X}><numFmts>${formats
      .map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`)
      .join(
        '',
      )}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`).join('')}${Array.from(
      { length: fills },
      (_, index) => `<xf numFmtId="0" fillId="${index + 2}"/>`,
    ).join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst ${X}>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(
      sheets.map(({ xml, after = '' }, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `<worksheet ${X}><dimension ref="A1:XFD1048576"/><sheetData>${xml}</sheetData>${after}</worksheet>`,
      ]),
    ),
  })
const row = (number: number, ...cells: string[]): string => `<row r="${number}">${cells.join('')}</row>`
const text = (reference: string, value: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`
const number = (reference: string, value: string | number, style = 0): string =>
  `<c r="${reference}" s="${style}"><v>${value}</v></c>`
const table = (content: Buffer) => kit.inspectTable(content, 'classeur.xlsx')

describe('cells', () => {
  it('are text as people see the value: no zero lost, no exponent, dates in ISO', async () => {
    const formats = ['00000', '00000000000000', 'dd/mm/yyyy', 'dd/mm/yyyy hh:mm', '0.0%', '#,##0.00']
    const { rows, columns, encoding } = await table(
      workbook(
        [
          {
            xml:
              row(
                1,
                ...['insee', 'siret', 'jour', 'heure', 'part', 'prix', 'texte', 'bool', 'erreur', 'somme'].map(
                  (name, index) => text(`${String.fromCharCode(65 + index)}1`, name),
                ),
              ) +
              row(
                2,
                number('A2', 6088, 1),
                number('B2', 3560000004983, 2),
                number('C2', 45292, 3),
                number('D2', 45292.5, 4),
                number('E2', 0.125, 5),
                number('F2', 1234.5, 6),
                '<c r="G2" t="s"><v>0</v></c>',
                '<c r="H2" t="b"><v>1</v></c>',
                '<c r="I2" t="e"><v>#REF!</v></c>',
                '<c r="J2"><f>A2+1</f><v>0.30000000000000004</v></c>',
              ),
          },
        ],
        { formats, strings: ['Musée d’Orsay'] },
      ),
    )
    expect(encoding).toBeNull()
    expect(columns.map(({ name }) => name)).toContain('siret')
    expect(rows).toEqual([
      [
        '06088',
        '03560000004983',
        '2024-01-01',
        '2024-01-01T12:00:00',
        '12.5%',
        '1234.5',
        'Musée d’Orsay',
        'true',
        '#REF!',
        '0.3',
      ],
    ])
  })

  it('dates from 1904 too', async () => {
    const xml =
      row(1, text('A1', 'jour'), text('B1', 'n')) +
      row(2, number('A2', 43830, 1), number('B2', 1)) +
      row(3, number('A3', 43831, 1), number('B3', 2))
    const { rows } = await table(workbook([{ xml }], { formats: ['yyyy-mm-dd'], date1904: true }))
    expect(rows[0]).toEqual(['2024-01-01', '1'])
  })

  it('left out are empty; titles above, blank rows and rich texts are read as in a CSV', async () => {
    const xml =
      row(1, text('A1', 'Musées de France')) +
      row(3, text('A3', 'nom'), text('C3', 'ville'), text('D3', 'n')) +
      row(4, '<c r="A4" t="s"><v>0</v></c>', text('C4', 'Paris'), number('D4', 1)) +
      row(5, text('A5', 'Mucem'), number('D5', 2)) +
      row(7, text('A7', 'Orsay'), text('B7', 'x'), text('C7', 'Paris'), number('D7', 3))
    const content = workbook([{ xml }], { strings: ['Lou</t></si><si><t>x'] })
    const { rows, headerLine, codes } = await table(content)
    expect(headerLine).toBe(3)
    expect(rows).toEqual([
      ['Lou', null, 'Paris', '1'],
      ['Mucem', null, null, '2'],
      ['Orsay', 'x', 'Paris', '3'],
    ])
    expect(codes).toContain('title_lines')
  })
})

describe('sheets', () => {
  const rows = (count: number): string =>
    row(1, text('A1', 'id'), text('B1', 'n')) +
    Array.from({ length: count }, (_, index) =>
      row(index + 2, number(`A${index + 2}`, index), number(`B${index + 2}`, 1)),
    ).join('')

  it('are all told, with what they hide; the largest visible one is the table', async () => {
    const content = workbook(
      [
        { name: 'Lisez-moi', xml: row(1, text('A1', 'Bonjour')) },
        { name: 'Données', xml: rows(20), after: '<mergeCells><mergeCell ref="A2:A5"/></mergeCells>' },
        { name: 'Brouillon', state: 'veryHidden', xml: rows(90) },
        { name: 'Vide', xml: '' },
      ],
      { fills: 0 },
    )
    const { sheets, table: found, findings } = await kit.inspect(content, 'classeur.xlsx')
    expect(found).toMatchObject({ rowCount: 20 })
    expect(
      sheets?.map(({ name, hidden, rowCount, columnCount, chosen }) => [name, hidden, rowCount, columnCount, chosen]),
    ).toEqual([
      ['Lisez-moi', false, 1, 1, false],
      ['Données', false, 21, 2, true],
      ['Brouillon', true, 91, 2, false],
      ['Vide', false, 0, 0, false],
    ])
    expect(sheets?.[1]?.mergedRanges).toEqual(['A2:A5'])
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['merged-cells', 'not-csv']))
  })

  it('two that are full, and colours, are told', async () => {
    const coloured =
      rows(9) + row(11, number('A11', 9, 1), number('B11', 9, 2)) + row(12, number('A12', 9, 3), number('B12', 1))
    const { findings } = await kit.inspect(
      workbook([{ xml: coloured }, { xml: rows(5) }], { fills: 3 }),
      'classeur.xlsx',
    )
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['several-sheets', 'colour-as-information']),
    )
  })
})

describe.each(['xls', 'ods'] as const)('%s', (bookType) => {
  const write = (rows: unknown[][], formats: Record<string, string> = {}): Buffer => {
    const sheet = utils.aoa_to_sheet(rows)
    for (const [reference, z] of Object.entries(formats)) (sheet[reference] as CellObject).z = z
    const book = utils.book_new()
    utils.book_append_sheet(book, utils.aoa_to_sheet([['Bonjour']]), 'Lisez-moi')
    utils.book_append_sheet(book, sheet, 'Données')
    return writeBook(book, { type: 'buffer', bookType }) as Buffer
  }

  it('is read like the others', async () => {
    const content = write([
      ['insee', 'nom', 'n', 'bool'],
      ['06088', 'Musée Matisse', 0.1 + 0.2, true],
      ['2A004', 'Fesch', 12345678901234, false],
      ['75056', 'Louvre', null, true],
    ])
    const found = await kit.inspectTable(content, `classeur.${bookType}`)
    expect(found.rows).toEqual([
      ['06088', 'Musée Matisse', '0.3', 'true'],
      ['2A004', 'Fesch', '12345678901234', 'false'],
      ['75056', 'Louvre', null, 'true'],
    ])
    const { format, sheets } = await kit.inspect(content, `classeur.${bookType}`)
    expect([format, sheets?.map(({ name, chosen }) => [name, chosen])]).toEqual([
      bookType,
      [
        ['Lisez-moi', false],
        ['Données', true],
      ],
    ])
  })

  it('cut, it is damaged or holds no table, and the next file is fine', async () => {
    const content = write(Array.from({ length: 500 }, (_, id) => [id, `Musée ${id}`]))
    const { outcome } = await kit.inspect(content.subarray(0, content.length / 2), `classeur.${bookType}`)
    expect(outcome).not.toBe('table')
    expect(await kit.inspect(content, `classeur.${bookType}`)).toMatchObject({ outcome: 'table' })
  })
})

describe('hostile workbooks', () => {
  const cell = (reference: string): string =>
    row(1, text('A1', 'a'), text('B1', 'b')) + row(2, number('A2', 1), number('B2', 2)) + reference

  it('a sheet that declares a billion cells has those it has', async () => {
    expect(await table(workbook([{ xml: cell('') }]))).toMatchObject({ rowCount: 1 })
  })

  it('one cell at the other end makes no billion', async () => {
    const content = workbook([{ xml: cell(row(1_048_576, text('XFD1048576', 'x'))) }])
    expect(await kit.inspect(content, 'classeur.xlsx')).toMatchObject({
      problem: { code: 'too_large', message: { fr: expect.stringContaining('Feuille 1') } },
    })
  })

  it('refused, it leaves no sheet open', async () => {
    const scratch = await startScratch()
    try {
      const content = workbook([{ xml: cell('') }, { xml: cell(row(1_048_576, text('XFD1048576', 'x'))) }])
      expect((await problemOf(readSpreadsheet(await scratch.file(content), 'xlsx'))).code).toBe('too_large')
      await expect.poll(() => openFilesIn(scratch.folder)).toEqual([])
    } finally {
      await scratch.stop()
    }
  })

  it.each([
    ['entities', '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>', 'damaged'],
    ['no XML', 'bonjour', 'damaged'],
    ['a deep nesting', '<a>'.repeat(5_000), 'too_large'],
  ])('%s', async (_, sheet, code) => {
    const content = zipOf({
      'xl/workbook.xml': `<workbook ${X} ${R}><sheets><sheet name="a" r:id="r1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': '<R><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></R>',
      'xl/s.xml': sheet,
    })
    expect(await kit.inspect(content, 'classeur.xlsx')).toMatchObject({ outcome: 'failed', problem: { code } })
  })

  it('a cut one is damaged, a text under its name is a text', async () => {
    const content = workbook([{ xml: cell('') }])
    expect((await kit.inspect(content.subarray(0, content.length - 40), 'classeur.xlsx')).outcome).not.toBe('table')
    expect(await kit.inspect('a;b\n1;2\n3;4\n', 'classeur.xlsx')).toMatchObject({ format: 'csv' })
  })
})
