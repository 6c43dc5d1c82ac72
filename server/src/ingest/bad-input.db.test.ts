import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { xlsx } from '../../../fixtures/build/corpus/workbook.ts'
import { zipOf } from '../../../fixtures/build/zip.ts'
import { readZip } from '../../../fixtures/testing/read-zip.ts'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { watchWorkers } from '../testing/watch-workers.ts'

const MEGABYTE = 1_000_000
/** Of a worker, by default (`createInspector`), and what its guard may miss between two looks. */
const MOST_MEMORY = 1024 + 200
const CURRENT = 'code;nom\n06088;Musée d’art\n2A004;Musée de la mer\n'
const CORPUS = join(import.meta.dirname, '../../../fixtures/files/corpus')

let app: TestApp
let camille: Person
let dataset: { id: string }
let file: { id: string; latest: string; url: string }
let workers: ReturnType<typeof watchWorkers>

beforeAll(async () => {
  app = await startTestApp({ limits: { unpackedBytes: 100 * MEGABYTE, cells: 50_000_000, nesting: 100 } })
  camille = await app.person('Camille Perrin')
  dataset = (await camille.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })).json
  file = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'musees.csv', CURRENT)).json
  workers = watchWorkers()
})
afterAll(async () => {
  expect(workers.stop()).toBeLessThan(MOST_MEMORY)
  await app.close()
})

interface Said {
  outcome: string
  /** The code of the problem, of the issue or of the rule that names what is wrong. */
  code: string
  fr: string
  en: string
}

/** What the report says in a language: the problem, else the issues and findings, whichever has this code. */
const sentencesOf = (report: Report): Record<string, string> =>
  Object.fromEntries([
    ...report.findings.map(({ rule, message }) => [rule, message]),
    ...(report.inspection.table?.issues ?? []).map(({ code, message }) => [code, message]),
    ...(report.inspection.problem ? [[report.inspection.problem.code, report.inspection.problem.message]] : []),
  ])

interface Report {
  findings: { rule: string; message: string }[]
  inspection: {
    format: string
    outcome: string
    problem: { code: string; message: string } | null
    table: {
      row_count: number
      encoding: string
      columns: unknown[]
      issues: { code: string; message: string }[]
    } | null
  }
}

const deposits = (): string => `/api/1/datasets/${dataset.id}/deposits/`
const replacement = (): string => `/api/1/datasets/${dataset.id}/resources/${file.id}/deposits/`

/** Deposits in place of the current file, and checks all that must be true whatever is deposited. */
const deposit = async (content: string | Uint8Array, fileName: string): Promise<{ fr: Report; en: Report }> => {
  const { status, json } = await camille.upload(replacement(), fileName, content)
  expect(status).toBe(201)
  const french = await ready(json)
  const english = await camille.call('GET', `${deposits()}${json.id}/?lang=en`)
  await everythingIsAsBefore()
  expect((await camille.call('DELETE', `${deposits()}${json.id}/`)).status).toBe(204)
  return { fr: french.report, en: english.json.report as Report }
}

/** A slow machine answers before the report is there: it is asked for again. */
const ready = async (deposit: { id: string; report: Report | null }): Promise<{ report: Report }> =>
  deposit.report ? { report: deposit.report } : ready((await camille.call('GET', `${deposits()}${deposit.id}/`)).json)

/** The current version is whole, and the next file is inspected by the same pool. */
const everythingIsAsBefore = async (): Promise<void> => {
  for (const url of [file.latest, file.url]) expect(await (await fetch(url)).text()).toBe(CURRENT)
  const versions = await camille.call('GET', `/api/1/datasets/${dataset.id}/resources/${file.id}/versions/`)
  expect(versions.json).toHaveLength(1)
  const good = await camille.upload(deposits(), 'bon.csv', `id;nom\n${(serial += 1)};Musée\n2;Château\n`)
  expect(good.json.report.inspection).toMatchObject({ outcome: 'table', table: { row_count: 2 } })
  expect(workers.pids().length).toBeLessThanOrEqual(2)
}
let serial = 0

/** A zip of one entry, compressed. */
const deflated = (name: string, content: Buffer): Buffer => {
  const body = deflateRawSync(content, { level: 9 })
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(crc32(content), 10)
  common.writeUInt32LE(body.length, 14)
  common.writeUInt32LE(content.length, 18)
  common.writeUInt16LE(name.length, 22)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + body.length, 16)
  return Buffer.concat([
    ...[Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), body],
    ...[Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, Buffer.alloc(14), Buffer.from(name), end],
  ])
}

const lines = (count: number, line: (row: number) => string): string =>
  Array.from({ length: count }, (_, row) => `${line(row)}\n`).join('')
const SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
/** A workbook whose one sheet is this XML. */
const sheetOf = (xml: string): Buffer =>
  zipOf({
    ...Object.fromEntries(readZip(xlsx([{ name: 'Feuil1', rows: [['a', 'b']] }]))),
    'xl/worksheets/sheet1.xml': xml,
  })

const parquet = (): Buffer => Buffer.from(readFileSync(join(CORPUS, 'parquet/frequentation.parquet')))
const lyingLength = (): Buffer => {
  const bytes = parquet()
  bytes.writeUInt32LE(0x7fff_fff0, bytes.length - 8)
  return bytes
}

const BOMB = (): Buffer => Buffer.alloc(150 * MEGABYTE, 'a;b;c\n')
const ENTITIES = `<!DOCTYPE l [<!ENTITY a "ha">${lines(12, (row) => `<!ENTITY a${row} "${`&a${row === 0 ? '' : row - 1};`.repeat(10)}">`)}]>`
test.each<[string, string, () => string | Uint8Array, Said]>([
  [
    ...(['a zip bomb', 'musees.zip', () => deflated('musees.csv', BOMB())] as const),
    { outcome: 'failed', code: 'too_large', fr: 'plus de 100 Mo une fois ouverte', en: 'more than 100 MB once open' },
  ],
  [
    ...(['a gzip bomb', 'musees.csv.gz', () => gzipSync(BOMB(), { level: 9 })] as const),
    { outcome: 'failed', code: 'too_large', fr: 'plus de 100 Mo une fois ouverte', en: 'more than 100 MB once open' },
  ],
  [
    'an archive in an archive in an archive',
    'musees.zip',
    () => zipOf({ 'b.zip': zipOf({ 'c.zip': zipOf({ 'd.csv': CURRENT }) }) }),
    { outcome: 'no_table', code: 'unreadable', fr: 'en contient une autre', en: 'holds another one' },
  ],
  [
    'a truncated gzip',
    'musees.csv.gz',
    () => gzipSync(lines(5_000, (row) => `${row};${row * 7919}`)).subarray(0, 9_000),
    { outcome: 'failed', code: 'damaged', fr: 'abîmée ou incomplète', en: 'damaged or incomplete' },
  ],
  [
    'a sheet that says a billion cells in two',
    'musees.xlsx',
    () =>
      sheetOf(
        `<worksheet ${SHEET}><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>`,
      ),
    {
      outcome: 'failed',
      code: 'too_large',
      fr: 'La feuille « Feuil1 » s’étend sur',
      en: 'The sheet “Feuil1” spreads over',
    },
  ],
  [
    'an entity bomb in a sheet',
    'musees.xlsx',
    () =>
      sheetOf(
        `<?xml version="1.0"?>${ENTITIES}<worksheet ${SHEET}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row></sheetData></worksheet>`,
      ),
    { outcome: 'failed', code: 'damaged', fr: 'des déclarations XML (DOCTYPE)', en: 'XML declarations (DOCTYPE)' },
  ],
  [
    '5,000 columns',
    'musees.csv',
    () =>
      lines(3, (row) => Array.from({ length: 5_000 }, (_, column) => (row === 0 ? `c${column}` : column)).join(';')),
    {
      outcome: 'failed',
      code: 'too_many_columns',
      fr: 'plus de 4096 colonnes (5000)',
      en: 'more than 4096 columns (5000)',
    },
  ],
  [
    'a line without end',
    'musees.csv',
    () => Buffer.alloc(40 * MEGABYTE, 'x'),
    { outcome: 'failed', code: 'line_too_long', fr: 'La ligne 1 dépasse 16 Mo', en: 'Line 1 is over 16 MB' },
  ],
  [
    'a line without end after a good beginning',
    'musees.csv',
    () => Buffer.concat([Buffer.from(CURRENT), Buffer.alloc(40 * MEGABYTE, 'x')]),
    { outcome: 'failed', code: 'line_too_long', fr: 'La ligne 4 dépasse 16 Mo', en: 'Line 4 is over 16 MB' },
  ],
  [
    'duplicated and empty headers',
    'musees.csv',
    () => `nom;nom;\n${lines(20, (row) => `Musée ${row};Nice;${row}`)}`,
    {
      ...{ outcome: 'table', code: 'column-name-empty-or-duplicate' },
      ...{ fr: 'sans nom ou en double', en: 'Unnamed or duplicated columns' },
    },
  ],
  [
    'NUL bytes',
    'musees.csv',
    () => `id;nom\n${lines(200, (row) => `${row};Mus\0ée ${row}`)}`,
    { outcome: 'table', code: 'nul_bytes', fr: 'caractères nuls', en: 'null characters' },
  ],
  [
    'a last line that is cut',
    'musees.csv',
    () => lines(200, (row) => (row === 0 ? 'id;nom;visiteurs' : `${row};Musée ${row};${row * 17}`)).slice(0, -8),
    {
      ...{ outcome: 'table', code: 'truncated-by-tool' },
      ...{ fr: 's’arrête au milieu de sa dernière ligne (200)', en: 'stops in the middle of its last line (200)' },
    },
  ],
  [
    'a Parquet file whose footer is longer than itself',
    'musees.parquet',
    lyingLength,
    { outcome: 'failed', code: 'damaged', fr: 'abîmé ou incomplet', en: 'damaged or incomplete' },
  ],
  [
    'a Parquet file without its end',
    'musees.parquet',
    () => parquet().subarray(0, -100),
    { outcome: 'failed', code: 'damaged', fr: 'abîmé ou incomplet', en: 'damaged or incomplete' },
  ],
])('%s', { timeout: 60_000 }, async (_, fileName, content, said) => {
  const { fr, en } = await deposit(content(), fileName)
  expect(fr.inspection.outcome).toBe(said.outcome)
  expect(sentencesOf(fr)[said.code]).toContain(said.fr)
  expect(sentencesOf(en)[said.code]).toContain(said.en)
})

test('2,000 columns are a table', { timeout: 60_000 }, async () => {
  const wide = lines(12, (row) => Array.from({ length: 2_000 }, (_, n) => (row === 0 ? `c${n}` : row * n)).join(';'))
  const { fr } = await deposit(wide, 'musees.csv')
  expect(fr.inspection).toMatchObject({ outcome: 'table', problem: null, table: { row_count: 11 } })
  expect(fr.inspection.table?.columns).toHaveLength(2_000)
})

test('an accent that first appears at line 50,001 says the encoding of the whole file', async () => {
  const text = lines(50_010, (row) => (row === 0 ? 'id;nom' : `${row};${row === 50_000 ? 'Musée' : 'Chateau'}`))
  const { fr } = await deposit(Buffer.from(text, 'latin1'), 'musees.csv')
  expect(fr.inspection.table).toMatchObject({ encoding: 'windows-1252', row_count: 50_009 })
  expect(sentencesOf(fr)['not-utf8']).toContain('windows-1252')
})

test('a workbook that is a web page is refused before it is stored, in both languages', async () => {
  const page = '<!DOCTYPE html><html><body>Session expirée</body></html>'
  const refused = await camille.upload(replacement(), 'musees.xlsx', page)
  expect([refused.status, refused.text]).toEqual([415, expect.stringContaining('page web (HTML)')])
  const again = await camille.upload(`${replacement()}?lang=en`, 'musees.xlsx', page)
  expect([again.status, again.text]).toEqual([415, expect.stringContaining('web page (HTML)')])
  await everythingIsAsBefore()
})

test('an entity bomb in XML is not expanded', { timeout: 60_000 }, async () => {
  const { fr } = await deposit(`<?xml version="1.0"?>${ENTITIES}<musees><nom>&a11;</nom></musees>`, 'musees.xml')
  expect(fr.inspection).toMatchObject({ format: 'xml', table: null })
})

test('published all the same, a damaged file is a version without table beside the one before', async () => {
  const first = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'dons.csv', CURRENT)).json
  const damaged = gzipSync(lines(5_000, (row) => `${row};${row * 7919}`)).subarray(0, 9_000)
  const address = `/api/1/datasets/${dataset.id}/resources/${first.id}/upload/`
  const { status, json } = await camille.upload(address, 'dons.csv.gz', damaged)
  expect([status, json.extras['cimaise:version']]).toEqual([200, 2])
  expect(json.extras['analysis:parsing:error']).toContain('abîmée ou incomplète')
  expect(await (await fetch(first.url)).text()).toBe(CURRENT)
  expect(Buffer.from(await (await fetch(json.url)).arrayBuffer()).equals(damaged)).toBe(true)
  await everythingIsAsBefore()
})
