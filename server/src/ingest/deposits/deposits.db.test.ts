import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { anonymous, startTestApp, type Answer, type Person, type TestApp } from '../../testing/test-app.ts'
import { blobsInUse } from '../../schedule.ts'
import { collectGarbage } from '../../versions/index.ts'
import { purgeDeposits } from './deposits.ts'

let app: TestApp
let camille: Person
let outsider: Person
let dataset: { id: string }
let file: { id: string; latest: string; url: string }
const rows = (count: number, value = 1): string =>
  `id;nom;n\n${Array.from({ length: count }, (_, id) => `${id};Musée ${id};${value}\n`).join('')}`
const CURRENT = rows(40)

beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  outsider = await app.person('Oscar Martin')
})
afterAll(() => app.close())
beforeEach(async () => {
  dataset = (await camille.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.' })).json
  file = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'musees.csv', CURRENT)).json
})

const bytesAt = async (url: string) => (await fetch(url)).text()
const deposits = () => `/api/1/datasets/${dataset.id}/deposits/`
const replacement = (): string => `/api/1/datasets/${dataset.id}/resources/${file.id}/deposits/`
const deposit = (content: string, who: Pick<Person, 'upload'> = camille): Promise<Answer> =>
  who.upload(replacement(), 'musees.csv', content)
const publish = (id: string, body: object = {}, headers?: Record<string, string>): Promise<Answer> =>
  camille.call('POST', `${deposits()}${id}/publish/`, body, headers)
const resources = async () => (await camille.call('GET', `/api/1/datasets/${dataset.id}/`)).json.resources

test('a replacement is looked at and compared before it is published, then is current', async () => {
  const { status, json } = await deposit(rows(41, 2))
  expect(status).toBe(201)
  expect(json).toMatchObject({ state: 'ready', resource: file.id, file_name: 'musees.csv', published_version: null })
  expect(json.report).toMatchObject({ verdict: 'publish', sentence: 'Ce fichier est prêt à être publié.' })
  expect(json.report.inspection.table).toMatchObject({ row_count: 41, encoding: 'utf-8', separator: ';' })
  expect(json.report.comparison.rows).toMatchObject({ before: 40, after: 41, key: ['id'], added: 1, changed: 40 })
  expect(await bytesAt(file.latest)).toBe(CURRENT)
  expect(await bytesAt(file.latest)).toBe(CURRENT)

  const published = await publish(json.id, { reason: 'Édition de novembre' })
  expect([published.status, published.json.extras['cimaise:version']]).toEqual([200, 2])
  expect(await bytesAt(file.latest)).toBe(rows(41, 2))
  const versions = await camille.call('GET', `/api/1/datasets/${dataset.id}/resources/${file.id}/versions/`)
  expect(versions.json[0]).toMatchObject({ number: 2, reason: 'Édition de novembre' })
  const again = await publish(json.id)
  expect([again.status, again.json.unchanged, again.json.extras['cimaise:version']]).toEqual([200, true, 2])
})

test('a new file too; until then the dataset doesn’t have it', async () => {
  const { json } = await camille.upload(deposits(), 'Été 2025.csv', 'a;b\n1;2\n')
  expect(json).toMatchObject({ state: 'ready', resource: null, report: { comparison: null } })
  expect(await resources()).toHaveLength(1)
  expect((await publish(json.id)).json.title).toBe('ete-2025.csv')
  expect(await resources()).toHaveLength(2)
})

test('nobody else sees it: not the public, not others, in no list', async () => {
  const { json } = await deposit(rows(41))
  for (const path of [`${deposits()}${json.id}/`, `${deposits()}${json.id}/file`, deposits()]) {
    expect([path, (await anonymous(app.url).call('GET', path)).status]).toEqual([path, 401])
    expect([path, (await outsider.call('GET', path)).status]).toEqual([path, 403])
  }
  expect((await outsider.call('POST', `${deposits()}${json.id}/publish/`, {})).status).toBe(403)
  expect((await outsider.call('DELETE', `${deposits()}${json.id}/`)).status).toBe(403)
  expect((await deposit(rows(41), outsider)).status).toBe(403)
  expect((await deposit(rows(41), anonymous(app.url))).status).toBe(401)
  const other = (await camille.call('POST', '/api/1/datasets/', { title: 'Autre', description: 'Un autre.' })).json
  expect((await camille.call('GET', `/api/1/datasets/${other.id}/deposits/${json.id}/`)).status).toBe(404)
  expect((await camille.call('GET', deposits())).json).toMatchObject([{ id: json.id, state: 'waiting' }])
  const own = await fetch(`${app.url}${deposits()}${json.id}/file`, { headers: { 'X-API-KEY': camille.key } })
  expect(await own.text()).toBe(rows(41))
})

test('a file that lost most of its rows needs a yes, and a reason', async () => {
  const { json } = await deposit(rows(5))
  expect(json.report.verdict).toBe('confirm')
  expect(json.report.findings[0]).toMatchObject({ rule: 'row-collapse', severity: 'blocker' })
  const refused = await publish(json.id)
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('5 lignes contre 40')])
  expect((await publish(json.id, { confirm: true })).status).toBe(409)
  expect(await bytesAt(file.latest)).toBe(CURRENT)
  expect((await publish(json.id, { confirm: true, reason: 'Fermetures' })).status).toBe(200)
  expect(await bytesAt(file.latest)).toBe(rows(5))
})

test('what looks like numbers of social security is never published by who sent it, whatever they say', async () => {
  const body = { name: 'Centre des monuments', description: 'Les monuments.' }
  const organization = (await camille.call('POST', '/api/1/organizations/', body)).json.id
  const lea = await app.person('Léa Dubois')
  const membership = `/api/1/organizations/${organization}/membership/`
  const { id } = (await lea.call('POST', membership, { comment: 'Je travaille ici.' })).json
  await camille.call('POST', `${membership}${id}/accept/`)
  const words = { title: 'Agents', description: 'Les agents.', organization }
  dataset = (await camille.call('POST', '/api/1/datasets/', words)).json
  const { json } = await camille.upload(deposits(), 'agents.csv', 'numero;nom\n185057505600184;a\n255081416802538;b\n')
  expect(json.report.findings[0]).toMatchObject({ rule: 'nir', severity: 'blocker' })
  const decision = { confirm: true, reason: 'Ce sont des numéros de démonstration.' }
  const refused = await publish(json.id, decision)
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('une autre personne')])
  expect(await resources()).toEqual([])
  const byAnother = (what: object) => lea.call('POST', `${deposits()}${json.id}/publish/`, what)
  expect((await byAnother({ confirm: true })).status).toBe(409)
  expect((await byAnother(decision)).status).toBe(200)
  expect(await resources()).toHaveLength(1)
})

test('the same bytes as the current file: nothing to publish, and it is said', async () => {
  const { json } = await deposit(CURRENT)
  expect(json.report).toMatchObject({ verdict: 'unchanged', comparison: null })
  const published = await publish(json.id)
  expect([published.status, published.json.unchanged]).toEqual([200, true])
})

test('given up, it is gone', async () => {
  const { json } = await deposit(rows(41))
  expect((await camille.call('DELETE', `${deposits()}${json.id}/`)).status).toBe(204)
  expect((await camille.call('GET', `${deposits()}${json.id}/`)).status).toBe(404)
  expect((await publish(json.id)).status).toBe(404)
  expect(await bytesAt(file.latest)).toBe(CURRENT)
})

test('somebody who published in between is told of, and If-Match refuses to go over them', async () => {
  const tag = (await fetch(file.url)).headers.get('etag') ?? ''
  const { json } = await deposit(rows(41))
  const upload = `/api/1/datasets/${dataset.id}/resources/${file.id}/upload/`
  await camille.upload(upload, 'musees.csv', rows(42))
  const { report } = (await camille.call('GET', `${deposits()}${json.id}/`)).json
  expect(report.overtaken_by).toMatchObject({ version: 2, author: camille.user.id })
  expect((await publish(json.id, {}, { 'If-Match': tag })).status).toBe(412)
  const published = await publish(json.id)
  expect([published.status, published.json.overtook.version]).toEqual([200, 2])
  expect(await bytesAt(file.latest)).toBe(rows(41))
})

test('If-Match on udata’s upload: 412 for who comes late, nothing lost', async () => {
  const upload = async (content: string, tag: string) => {
    const form = new FormData()
    form.append('file', new Blob([content]), 'musees.csv')
    const headers = { 'X-API-KEY': camille.key, 'If-Match': tag }
    const path = `/api/1/datasets/${dataset.id}/resources/${file.id}/upload/`
    return (await fetch(`${app.url}${path}`, { method: 'POST', headers, body: form })).status
  }
  const tag = (await fetch(file.url)).headers.get('etag') ?? ''
  expect(await upload(rows(41), '"other"')).toBe(412)
  expect(await upload(rows(41), tag)).toBe(200)
  expect(await upload(rows(42), tag)).toBe(412)
  expect(await bytesAt(file.latest)).toBe(rows(41))
})

test('dry_run says what would happen, and publishes nothing', async () => {
  for (const path of [`upload/`, `resources/${file.id}/upload/`]) {
    const { status, json } = await camille.upload(
      `/api/1/datasets/${dataset.id}/${path}?dry_run=true`,
      'musees.csv',
      rows(3),
    )
    expect([status, json]).toMatchObject([
      200,
      { success: true, dry_run: true, report: { inspection: { format: 'csv' } } },
    ])
  }
  expect(await resources()).toHaveLength(1)
  expect(await bytesAt(file.latest)).toBe(CURRENT)
})

test('refused files are refused before they are kept', async () => {
  const { status, text } = await deposit('<!doctype html><html><body>Erreur</body></html>')
  expect([status, text]).toEqual([415, expect.stringContaining('page web')])
  expect((await camille.call('GET', deposits())).json).toEqual([])
})

test('after a week a deposit is forgotten, and its bytes with it', async () => {
  const { json } = await deposit(rows(43))
  const path = await app.blobs.localPath(json.sha256)
  const exists = () =>
    import('node:fs/promises').then(({ stat }) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    )
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
  await purgeDeposits(app.database.db, inDays(6))
  await collectGarbage({ db: app.database.db, blobs: app.blobs }, blobsInUse(app.database.db), inDays(6))
  expect(await exists()).toBe(true)
  await purgeDeposits(app.database.db, inDays(8))
  await collectGarbage({ db: app.database.db, blobs: app.blobs }, blobsInUse(app.database.db), inDays(8))
  expect(await exists()).toBe(false)
  expect((await camille.call('GET', `${deposits()}${json.id}/`)).status).toBe(404)
  // What was seen in them goes too: profiles and samples hold their values.
  const { rows: kept } = await app.database.pool.query(
    'select sha256 from inspections where sha256 = $1 union all select after_sha256 from comparisons where after_sha256 = $1',
    [json.sha256],
  )
  expect(kept).toEqual([])
})

test('an inspection that failed is tried again when the file comes again, not when it is read about', async () => {
  const { json } = await deposit(rows(44))
  await app.database.pool.query(
    `update inspections set inspection = inspection || '{"outcome":"failed","table":null,"findings":[]}' where sha256 = $1`,
    [json.sha256],
  )
  const outcome = (report: { inspection: { outcome: string } }): string => report.inspection.outcome
  const read = await camille.call('GET', `${deposits()}${json.id}/`)
  expect(outcome(read.json.report)).toBe('failed')
  expect(outcome((await deposit(rows(44))).json.report)).toBe('table')
})
