import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInspecting } from './testing/inspect-bytes.ts'

let kit: Awaited<ReturnType<typeof startInspecting>>
beforeAll(async () => {
  kit = await startInspecting()
})
afterAll(() => kit.stop())

const TEXT =
  'nom;désignation\nÉglise Saint-Étienne;« œuvre » à l’huile, dépôt de l’État – 12 €\nCœur;Hôtel-Dieu, façade\n'
const ROWS = [
  ['Église Saint-Étienne', '« œuvre » à l’huile, dépôt de l’État – 12 €'],
  ['Cœur', 'Hôtel-Dieu, façade'],
]

describe('encodings', () => {
  it.each([
    ['utf-8', Buffer.from(TEXT)],
    ['utf-8-bom', Buffer.from(`\ufeff${TEXT}`)],
    ['utf-16le', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['utf-16le', Buffer.from(TEXT, 'utf16le')],
    ['utf-16be', iconv.encode(TEXT, 'utf-16be', { addBOM: true })],
    ['utf-16be', iconv.encode(TEXT, 'utf-16be')],
    ['windows-1252', iconv.encode(TEXT, 'windows-1252')],
    // iconv-lite has the table of before the euro, which took the place of the currency sign.
    ['macroman', iconv.encode(TEXT.replace('€', '¤'), 'macintosh')],
  ])('%s', async (encoding, content) => {
    const table = await kit.inspectTable(content)
    expect(table).toMatchObject({ encoding, issues: [], rows: ROWS })
    expect(table.columns.map(({ name }) => name)).toEqual(['nom', 'désignation'])
  })

  it.each([
    ['iso-8859-15', 'nom;lieu\nœuvre;Cœur de ville, 12 €\nsœurs;Crécy\n'],
    ['cp850', 'nom;lieu\nécole;Crécy\nmusée;Hôtel-Dieu à Besançon\n'],
  ] as const)('%s', async (encoding, text) => {
    const table = await kit.inspectTable(iconv.encode(text, encoding))
    expect(table).toMatchObject({
      encoding,
      rows: text
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => row.split(';')),
    })
  })

  it('finds the first accent at line 50,001', async () => {
    const text = `id;nom\n${'1;Nice\n'.repeat(50_000)}2;Besançon\n`
    const table = await kit.inspectTable(iconv.encode(text, 'windows-1252'))
    expect(table.encoding).toBe('windows-1252')
    expect(table.rowCount).toBe(50_001)
    expect(table.rows.at(-1)).toEqual(['2', 'Besançon'])
  })

  it('holds characters together across the chunks of a large file', async () => {
    const text = `id;nom\n${Array.from({ length: 90_000 }, (_, id) => `${id};é€𝄞œuvre du musée\n`).join('')}`
    const table = await kit.inspectTable(text)
    expect(table).toMatchObject({ encoding: 'utf-8', rowCount: 90_000, issues: [] })
    expect(table.rows.every(([id, name], index) => id === String(index) && name === 'é€𝄞œuvre du musée')).toBe(true)
  })

  it('keeps reading UTF-8 when a few bytes of it are spoilt, and says so', async () => {
    const content = Buffer.concat([Buffer.from(`nom\n${'musée\n'.repeat(50)}`), Buffer.from('caf\xe9\n', 'latin1')])
    const table = await kit.inspectTable(content)
    expect(table).toMatchObject({ encoding: 'utf-8', codes: ['undecodable_bytes'] })
    expect(table.rows[0]).toEqual(['musée'])
    expect(table.rows.at(-1)).toEqual(['caf\ufffd'])
  })
})
