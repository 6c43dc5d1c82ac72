import iconv from 'iconv-lite'
import { stat } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { anonymous, startTestApp, type Answer, type Person, type TestApp } from '../../testing/test-app.ts'
import { blobsInUse } from '../../schedule.ts'
import { collectGarbage } from '../../versions/index.ts'

let app: TestApp
let camille: Person
let outsider: Person
let dataset: { id: string }
let file: { id: string; latest: string }
const CODES = ['06088', '06004', '01004', '13055', '75056', '33063', '49007']
const csv = (codes: string[]): string =>
  `id;nom;code_insee\n${codes.map((code, id) => `${id};Musée ${id};${code}\n`).join('')}`
const RIGHT = csv(CODES)
const LOST = csv(CODES.map((code) => code.replace(/^0/, '')))
const PAD = { action: 'pad_zeros', column: 3, length: 5 }

beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  outsider = await app.person('Oscar Martin')
})
afterAll(() => app.close())
beforeEach(async () => {
  dataset = (await camille.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })).json
  file = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'musees.csv', csv(CODES.slice(1)))).json
})

const path = (id: string): string => `/api/1/datasets/${dataset.id}/deposits/${id}/`
const deposit = async (content: string | Buffer, name = 'musees.csv') =>
  (await camille.upload(`/api/1/datasets/${dataset.id}/resources/${file.id}/deposits/`, name, content)).json
const fix = (id: string, fixes: object[], who: Pick<Person, 'call'> = camille): Promise<Answer> =>
  who.call('POST', `${path(id)}fixes/`, { fixes })
const bytesOf = async (id: string): Promise<string> =>
  (await fetch(`${app.url}${path(id)}file`, { headers: { 'X-API-KEY': camille.key } })).text()
const rulesOf = ({ report }: { report: { findings: { rule: string }[] } }) => report.findings.map(({ rule }) => rule)
const versions = async () =>
  (await camille.call('GET', `/api/1/datasets/${dataset.id}/resources/${file.id}/versions/`)).json

test('the fix that a finding proposes, sent back, makes the finding go away; then it is published, and told', async () => {
  const before = await deposit(LOST)
  expect(before.report.verdict).toBe('confirm')
  const found = before.report.findings.find(({ rule }: { rule: string }) => rule === 'leading-zero-commune')
  expect(found.fix).toEqual(PAD)

  const { status, json } = await fix(before.id, [found.fix])
  expect([status, json.sha256 === before.sha256]).toEqual([200, false])
  expect(json).toMatchObject({
    ...{ id: before.id, state: 'ready', fixes: [PAD], report: { verdict: 'publish' } },
    applied: ['zéro initial remis dans « code_insee » (3 cellules)'],
  })
  expect(rulesOf(json)).not.toContain('leading-zero-commune')
  expect(json.report.comparison.rows).toMatchObject({ added: 1, removed: 0 })
  expect(await bytesOf(before.id)).toBe(RIGHT)

  expect((await camille.call('POST', `${path(before.id)}publish/`, { reason: 'Édition 2025.' })).status).toBe(200)
  expect(await (await fetch(file.latest)).text()).toBe(RIGHT)
  expect((await versions())[0].reason).toBe(
    'Édition 2025. Corrigé avant publication : zéro initial remis dans « code_insee » (3 cellules).',
  )
  expect((await fix(before.id, [])).status).toBe(409)
})

test('an empty list goes back to the bytes and the name that came', async () => {
  const before = await deposit(iconv.encode(LOST, 'windows-1252'), 'Musées.csv')
  const { json } = await fix(before.id, [PAD, { action: 'to_utf8' }, { action: 'rename_file', file_name: 'autre.csv' }])
  expect(json).toMatchObject({
    file_name: 'autre.csv',
    fixes: [PAD, { action: 'to_utf8' }, { file_name: 'autre.csv' }],
  })
  expect(await bytesOf(before.id)).toBe(RIGHT)
  const less = await fix(before.id, [PAD])
  expect(less.json).toMatchObject({
    file_name: 'Musées.csv',
    report: { inspection: { table: { encoding: 'windows-1252' } } },
  })
  const back = await fix(before.id, [])
  expect(back.json).toMatchObject({ sha256: before.sha256, file_name: 'Musées.csv', fixes: [], applied: [] })
  expect((await camille.call('POST', `${path(before.id)}publish/`, { reason: 'Tel quel', confirm: true })).status).toBe(
    200,
  )
  expect((await versions())[0].reason).toBe('Tel quel')
})

test('while it waits, both the original and what was made of it are kept', async () => {
  const before = await deposit(LOST)
  const { json } = await fix(before.id, [PAD])
  const inTwoDays = new Date(Date.now() + 2 * 86_400_000)
  await collectGarbage({ db: app.database.db, blobs: app.blobs }, blobsInUse(app.database.db), inTwoDays)
  for (const sha256 of [before.sha256, json.sha256])
    expect((await stat(await app.blobs.localPath(sha256))).size).toBeGreaterThan(0)
  expect((await fix(before.id, [])).json.sha256).toBe(before.sha256)
})

test('a workbook is exported, then fixed, in one list', async () => {
  const json = JSON.stringify(CODES.map((code, id) => ({ id, code_insee: code.replace(/^0/, '') })))
  const { id } = await deposit(json, 'musees.json')
  const refused = await fix(id, [{ ...PAD, column: 2 }])
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('CSV')])
  const fixed = await fix(id, [
    { action: 'export_sheet', sheet: '' },
    { ...PAD, column: 2 },
  ])
  expect(fixed.json).toMatchObject({ file_name: 'musees.csv', report: { inspection: { format: 'csv' } } })
  expect(await bytesOf(id)).toContain('0,06088')
})

test('only who may edit the dataset fixes its deposits', async () => {
  const { id } = await deposit(LOST)
  expect((await fix(id, [PAD], outsider)).status).toBe(403)
  expect((await fix(id, [PAD], anonymous(app.url))).status).toBe(401)
  expect((await fix('00000000-0000-0000-0000-000000000000', [PAD])).status).toBe(404)
  const other = (await camille.call('POST', '/api/1/datasets/', { title: 'Autre', description: 'Un autre.' })).json
  expect(
    (await camille.call('POST', `/api/1/datasets/${other.id}/deposits/${id}/fixes/`, { fixes: [PAD] })).status,
  ).toBe(404)
  expect(await bytesOf(id)).toBe(LOST)
})

test('what can’t be fixed is refused with its reason, and the deposit is as it was', async () => {
  const { id, sha256 } = await deposit(LOST)
  const refused: [object[], RegExp][] = [
    [[{ ...PAD, column: 12 }], /La colonne 12 n’existe pas/],
    [[{ action: 'drop_lines', lines: [99] }], /pas de ligne 99/],
    [[{ action: 'rename_file', file_name: '../musees.csv' }], /\.\./],
    [[{ action: 'rename_file', file_name: 'musees.pdf' }], /extension/],
    [[{ action: 'edit_metadata', on: 'dataset', changes: { title: 'x' } }], /métadonnées/],
    [[{ action: 'guess' }], /Cette valeur/],
    [[{ action: 'pad_zeros', column: 3 }], /Cette valeur/],
    [Array.from({ length: 101 }, () => PAD), /Cette valeur/],
  ]
  for (const [fixes, reason] of refused) {
    const { status, text } = await fix(id, fixes)
    expect([status, text]).toEqual([400, expect.stringMatching(reason)])
  }
  expect((await camille.call('POST', `${path(id)}fixes/`, {})).status).toBe(400)
  expect((await camille.call('GET', path(id))).json).toMatchObject({ sha256, fixes: [], applied: [] })
})

test('given up or published meanwhile, it is fixed no more', async () => {
  const first = await deposit(LOST)
  await camille.call('DELETE', path(first.id))
  expect((await fix(first.id, [PAD])).status).toBe(404)
  const second = await deposit(RIGHT)
  await camille.call('POST', `${path(second.id)}publish/`, {})
  const late = await fix(second.id, [PAD])
  expect([late.status, late.text]).toEqual([409, expect.stringContaining('déjà publié')])
})

test('what somebody fixed since its report was read isn’t published unseen', async () => {
  const { id, sha256 } = await deposit(RIGHT)
  expect((await fix(id, [{ action: 'rename_columns', names: { 2: 'musee' } }])).status).toBe(200)
  const publish = (body: object) => camille.call('POST', `${path(id)}publish/`, body)
  const refused = await publish({ sha256 })
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('relisez-le')])
  expect((await publish({ sha256: 'x' })).status).toBe(400)
  expect(await versions()).toHaveLength(1)
  const now = (await camille.call('GET', path(id))).json.sha256
  expect((await publish({ sha256: now })).status).toBe(200)
  // A second try of the same is told the same, whatever it read.
  expect((await publish({ sha256 })).json.unchanged).toBe(true)
})
