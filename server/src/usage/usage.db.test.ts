import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { createUsageCounter } from './counter.ts'
import { parisDay } from './periods.rules.ts'
import { tellMetrics } from './tell-metrics.ts'

const BROWSER = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }

let app: TestApp
let camille: Person
let sacha: Person
let ministry: { id: string; slug: string }
const visitor = () => anonymous(app.url)
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  sacha = await app.person('Sacha Morel')
  ministry = (await camille.call('POST', '/api/1/organizations/', { name: 'Ministère', description: 'Un ministère.' }))
    .json
})
afterAll(() => app.close())

const newDataset = async (title: string, more = {}) => {
  const words = { title, description: 'Des musées.', organization: ministry.id, ...more }
  return (await camille.call('POST', '/api/1/datasets/', words)).json
}
const withFile = async (title: string) => {
  const dataset = await newDataset(title)
  const file = (await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, 'musees.csv', 'nom;ville\nOrsay;Paris\n'))
    .json
  return { dataset, file, path: new URL(file.url).pathname }
}
const get = (path: string, headers: Record<string, string> = BROWSER) => visitor().call('GET', path, undefined, headers)
const statistics = async (id: string, by: Pick<Person, 'call'> = visitor(), query = '') =>
  (await by.call('GET', `/api/1/datasets/${id}/statistics/${query}`)).json

test('a visit and a download show in the statistics of the dataset and of its organization', async () => {
  const { dataset, file, path } = await withFile('Musées')
  await get(`/datasets/${dataset.slug}`)
  await get(`/datasets/${dataset.slug}`)
  await get(path)
  await get(`/organizations/${ministry.slug}`)
  const month = parisDay(new Date()).slice(0, 7)
  const seen = await statistics(dataset.id)
  expect(seen).toMatchObject({ by: 'month', views: 2, downloads: 1 })
  expect(seen.periods).toHaveLength(12)
  expect(seen.periods.at(-1)).toEqual({ period: month, views: 2, downloads: 1 })
  expect(seen.resources).toEqual([{ id: file.id, title: file.title, downloads: 1 }])
  const theirs = (await get(`/api/1/organizations/${ministry.slug}/statistics/?by=day`)).json
  expect(theirs).toMatchObject({ by: 'day', views: 2, downloads: 1, page_views: 1 })
  expect(theirs.datasets).toContainEqual(
    expect.objectContaining({ id: dataset.id, title: 'Musées', private: false, views: 2, downloads: 1 }),
  )
})

test('one download is one, however it comes', async () => {
  const { dataset, path, file } = await withFile('Archives')
  // The stable address is one redirect more.
  const stable = await get(`/api/1/datasets/r/${file.id}`)
  await get(new URL(String(stable.headers.get('location'))).pathname)
  const etag = String((await get(path)).headers.get('etag'))
  expect((await get(path, { ...BROWSER, 'If-None-Match': etag })).status).toBe(304)
  expect((await get(path, { ...BROWSER, Range: 'bytes=10-' })).status).toBe(206)
  expect((await get(path, { ...BROWSER, Range: 'bytes=-5' })).status).toBe(206)
  expect((await get(path, { ...BROWSER, Range: 'bytes=900-' })).status).toBe(416)
  await visitor().call('HEAD', path, undefined, BROWSER)
  expect((await statistics(dataset.id)).downloads).toBe(2)
  expect((await get(path, { ...BROWSER, Range: 'bytes=0-9' })).status).toBe(206)
  expect((await statistics(dataset.id)).downloads).toBe(3)
})

test('robots, what is fetched ahead and what isn’t public count nothing', async () => {
  const { dataset, path } = await withFile('Théâtres')
  const robot = { 'User-Agent': 'Mozilla/5.0 (compatible; bingbot/2.0)' }
  await get(`/datasets/${dataset.slug}`, robot)
  await get(path, robot)
  await get(`/datasets/${dataset.slug}`, { ...BROWSER, Purpose: 'prefetch' })
  expect((await get(`/datasets/${dataset.slug}x`)).status).toBe(404)
  await camille.call('PUT', `/api/1/datasets/${dataset.id}/`, { private: true })
  await camille.call('GET', `/datasets/${dataset.slug}`, undefined, BROWSER)
  await camille.call('GET', path, undefined, BROWSER)
  expect(await statistics(dataset.id, camille)).toMatchObject({ views: 0, downloads: 0 })
})

test('a link counts where it is followed', async () => {
  const dataset = await newDataset('Liens')
  const link = {
    title: 'Ailleurs',
    filetype: 'remote',
    type: 'main',
    url: 'https://donnees.example/a.csv',
    format: 'csv',
  }
  const { id } = (await camille.call('POST', `/api/1/datasets/${dataset.id}/resources/`, link)).json
  expect((await get(`/api/1/datasets/r/${id}`)).status).toBe(302)
  expect((await statistics(dataset.id)).resources).toEqual([{ id, title: 'Ailleurs', downloads: 1 }])
})

test('a draft’s statistics are its members’; others don’t know that it exists', async () => {
  const draft = await newDataset('Brouillon', { private: true })
  expect((await camille.call('GET', `/api/1/datasets/${draft.id}/statistics/`)).status).toBe(200)
  for (const by of [sacha, visitor()]) {
    expect((await by.call('GET', `/api/1/datasets/${draft.id}/statistics/`)).status).toBe(404)
    expect((await by.call('GET', `/api/1/datasets/${draft.id}/statistics.csv`)).status).toBe(404)
  }
  const of = async (by: Pick<Person, 'call'>) =>
    (await by.call('GET', `/api/1/organizations/${ministry.id}/statistics/`)).json.datasets.map(
      ({ title }: { title: string }) => title,
    )
  expect(await of(camille)).toContain('Brouillon')
  expect(await of(sacha)).not.toContain('Brouillon')
})

test('the tables are what is shown, by period', async () => {
  const { dataset, file, path } = await withFile('Cinémas')
  await get(`/datasets/${dataset.slug}`)
  await get(path)
  const today = parisDay(new Date())
  const table = await get(`/api/1/datasets/${dataset.id}/statistics.csv?by=day`)
  expect(table.headers.get('content-type')).toContain('text/csv')
  expect(table.text.trim().split('\n')).toEqual([
    '"period";"resource.id";"resource.title";"views";"downloads"',
    `"${today}";"";"";1;""`,
    `"${today}";"${file.id}";"${file.title}";"";1`,
  ])
  const theirs = await get(`/api/1/organizations/${ministry.id}/statistics.csv`)
  expect(theirs.text).toContain(`"${today.slice(0, 7)}";"${dataset.id}";"Cinémas";"${dataset.slug}";1;1`)
})

test('a range that means nothing is refused, with the reason', async () => {
  for (const query of ['?from=hier', '?by=week', '?from=2026-12&to=2026-01', '?by=day&from=2001-01-01'])
    expect([query, (await get(`/api/1/organizations/${ministry.id}/statistics/${query}`)).status]).toEqual([query, 400])
})

test('several nodes add up, and what can’t be written is written later', async () => {
  const { dataset } = await withFile('Opéras')
  const page = { class: 'Dataset' as const, id: dataset.id as string }
  const asked = { method: 'GET', headers: { 'user-agent': BROWSER['User-Agent'] } }
  const nodes = [createUsageCounter(app.database.db), createUsageCounter(app.database.db)]
  for (const node of nodes) for (let i = 0; i < 5; i++) node.view(asked, page)
  await Promise.all(nodes.map((node) => node.close()))
  expect((await statistics(dataset.id)).views).toBe(10)
  await app.database.pool.query('alter table usage_days rename to usage_away')
  await get(`/datasets/${dataset.slug}`)
  const node = createUsageCounter(app.database.db)
  node.view(asked, page)
  await node.flush()
  await app.database.pool.query('alter table usage_away rename to usage_days')
  await node.close()
  expect((await statistics(dataset.id)).views).toBe(12)
})

test('the night tells it where udata has it, and moves no date', async () => {
  const { dataset, file, path } = await withFile('Danse')
  await get(`/datasets/${dataset.slug}`)
  await get(path)
  await get(path)
  const before = (await get(`/api/1/datasets/${dataset.id}/`)).json
  expect(before.metrics).toMatchObject({ views: 0, resources_downloads: 0 })
  await statistics(dataset.id)
  await tellMetrics(app.database.db)
  const after = (await get(`/api/1/datasets/${dataset.id}/`)).json
  expect(after.metrics).toMatchObject({ views: 1, resources_downloads: 2 })
  expect(after.resources[0].metrics).toEqual({ views: 2 })
  for (const key of ['last_modified', 'last_update', 'created_at']) expect(after[key]).toBe(before[key])
  expect(after.resources[0].last_modified).toBe(file.last_modified)
  const sorted = (await get('/api/1/datasets/?sort=-views&page_size=1')).json.data
  expect(sorted[0].metrics.views).toBeGreaterThanOrEqual(1)
  const theirs = (await get(`/api/1/organizations/${ministry.id}/`)).json
  expect(theirs.metrics.views).toBe(1)
})

test('a night without a visit leaves every dataset alone', async () => {
  await tellMetrics(app.database.db)
  const stamps = async () => (await app.database.pool.query('select id, stamp from datasets order by id')).rows
  const before = await stamps()
  await tellMetrics(app.database.db)
  expect(await stamps()).toEqual(before)
})

test('what is purged is forgotten', async () => {
  const { dataset } = await withFile('Éphémère')
  await get(`/datasets/${dataset.slug}`)
  await statistics(dataset.id)
  const rows = async () =>
    (await app.database.pool.query('select 1 from usage_days where dataset_id = $1', [dataset.id])).rows.length
  expect(await rows()).toBe(1)
  await camille.call('DELETE', `/api/1/datasets/${dataset.id}/`)
  await app.database.pool.query(`update datasets set deleted_at = now() - interval '40 days' where id = $1`, [
    dataset.id,
  ])
  const { purgeDeleted } = await import('../catalog/index.ts')
  await purgeDeleted(app.database.db)
  expect(await rows()).toBe(0)
})
