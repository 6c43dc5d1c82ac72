/** What one run does, is asked for, and says. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startS3 } from '../sources/testing/start-s3.ts'
import { definitionOf, museums, startDesk, type Desk, type Json } from '../testing/flow-desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

const ask = (slug: string, body: object = {}) => desk.camille.call('POST', `/api/1/flows/${slug}/runs/`, body)
const titles = async (dataset: string): Promise<string[]> =>
  (await desk.filesOf(dataset)).map(({ title }: Json) => title)
const outcomes = async (slug: string, query = ''): Promise<string[]> =>
  (await desk.decisions(slug, query)).map(({ key, outcome }) => `${key} ${outcome}`)
const template = (more: object = {}) => ({
  kind: 'template',
  title: 'Musées de {territoire}',
  description: 'x',
  ...more,
})

/** Every row of what a run could change. */
const everything = async (): Promise<string> => {
  const tables = [
    'datasets',
    'resources',
    'versions',
    'deposits',
    'flow_targets',
    'flow_held',
    'flow_datasets',
    'notifications',
  ]
  const rows = []
  for (const table of tables) rows.push((await desk.app.database.pool.query(`select * from ${table}`)).rows)
  return JSON.stringify(rows)
}

test('a run without effect of a draft says what it would do, and does nothing', async () => {
  const dataset = await desk.newDataset('À blanc')
  desk.put('blanc/liste_2024.csv', museums(20))
  desk.put('blanc/liste_2025.csv', museums(2))
  desk.put('blanc/vide_2025.csv', '')
  const slug = await desk.newFlow('blanc', {
    ...{ dataset, gates: { rows: { minimum: 10 } }, selection: { pattern: '{liste}_{annee}.csv' } },
    mapping: { identity: ['liste', 'annee'] },
  })
  const before = await everything()
  expect((await ask(slug)).status).toBe(409)
  expect((await ask(slug, { dry: true })).json).toMatchObject({ dry: true, state: 'waiting', trigger: 'person' })
  await desk.app.runTasks()
  expect(await desk.lastRun(slug)).toMatchObject({ state: 'done', counts: { published: 1, held: 2 } })
  expect((await outcomes(slug)).toSorted()).toEqual([
    'liste_2024.csv published',
    'liste_2025.csv held',
    'vide_2025.csv held',
  ])
  expect(await everything()).toBe(before)
  expect(await desk.get(`/api/1/flows/${slug}/`)).toMatchObject({ state: 'draft', last_run: null, held: 0 })
})

test('a run without effect of templates counts what it would make', async () => {
  desk.put('blanc2/bretagne.csv', museums(3))
  const slug = await desk.newFlow('blanc2', {
    ...{
      dataset: template(),
      selection: { pattern: '{territoire}.csv' },
      mapping: { identity: ['territoire'], resource: {} },
    },
  })
  const before = await everything()
  await ask(slug, { dry: true })
  await desk.app.runTasks()
  expect(await desk.lastRun(slug)).toMatchObject({ state: 'done', counts: { published: 1 } })
  expect(await everything()).toBe(before)
})

test('what only a run without effect saw is no loss when the flow looks elsewhere', async () => {
  const dataset = await desk.newDataset('Ailleurs')
  desk.put('avant/liste_2024.csv', museums(3))
  desk.put('apres/liste_2025.csv', museums(3))
  const slug = await desk.newFlow('avant', { dataset })
  await ask(slug, { dry: true })
  await desk.app.runTasks()
  const definition = definitionOf('apres', { dataset })
  await desk.camille.call('PUT', `/api/1/flows/${slug}/`, { definition })
  expect(await desk.activate(slug)).toMatchObject({ number: 2, counts: { published: 1, waiting: 0 } })
  for (const number of [3, 4]) {
    desk.wait(24)
    expect(await desk.nextRun(slug)).toMatchObject({ number, counts: { vanished: 0, waiting: 0, unchanged: 1 } })
  }
})

test('a source that only a run without effect saw full may be empty', async () => {
  const dataset = await desk.newDataset('Encore vide')
  desk.put('videe/liste_2024.csv', museums(3))
  const slug = await desk.newFlow('videe', { dataset })
  await ask(slug, { dry: true })
  await desk.app.runTasks()
  desk.remove('videe/liste_2024.csv')
  expect(await desk.activate(slug)).toMatchObject({ state: 'done', failure: null })
})

test('asked twice, it is one run; another kind of run waits its turn; one that is stopped does nothing', async () => {
  const dataset = await desk.newDataset('Deux fois')
  desk.put('deux/liste_2024.csv', museums(3))
  const slug = await desk.newFlow('deux', { dataset, schedule: { kind: 'manual' } })
  await desk.camille.call('POST', `/api/1/flows/${slug}/activate/`)
  const [first, second] = await Promise.all([ask(slug), ask(slug)])
  expect(second.json.id).toBe(first.json.id)
  expect((await ask(slug, { dry: true })).status).toBe(409)
  expect((await ask(slug, { backfill: true })).status).toBe(409)
  const cancel = `/api/1/flows/${slug}/runs/1/cancel/`
  expect((await desk.camille.call('POST', cancel)).json).toMatchObject({ state: 'canceled' })
  expect((await desk.camille.call('POST', cancel)).status).toBe(409)
  await desk.app.runTasks()
  expect(await desk.lastRun(slug)).toMatchObject({ number: 1, state: 'canceled' })
  expect(await titles(dataset)).toEqual([])
  expect((await ask(slug)).json).toMatchObject({ number: 2 })
  await desk.app.runTasks()
  expect(await titles(dataset)).toEqual(['Liste 2024'])
  expect((await desk.camille.call('GET', `/api/1/flows/${slug}/runs/9/`)).status).toBe(404)
})

test('decisions come a page at a time, those that matter first, of one outcome when asked', async () => {
  const dataset = await desk.newDataset('Pages')
  for (const lot of 'abcdef') desk.put(`pages/liste_${lot}.csv`, museums(lot === 'd' ? 1 : 9, `x${lot}`))
  for (let i = 0; i < 30; i++) desk.put(`pages/note-${i}.txt`, 'x')
  const slug = await desk.newFlow('pages', {
    ...{ dataset, gates: { rows: { minimum: 5 } }, selection: { pattern: 'liste_{lot}.csv' } },
    mapping: { identity: ['lot'], resource: { title: 'Lot {lot}' } },
  })
  await desk.activate(slug)
  const path = `/api/1/flows/${slug}/runs/1/decisions/`
  const first = await desk.get(`${path}?page_size=10`)
  expect(first).toMatchObject({ total: 36, page: 1, page_size: 10 })
  expect(first.data.map(({ outcome }: Json) => outcome)).toEqual([
    'held',
    ...Array(5).fill('published'),
    ...Array(4).fill('ignored'),
  ])
  expect((await desk.get(`${path}?page_size=10&page=4`)).data).toHaveLength(6)
  expect((await desk.get(`${path}?page_size=10&page=9`)).data).toEqual([])
  expect(await desk.get(`${path}?outcome=held`)).toMatchObject({ total: 1, data: [{ key: 'liste_d.csv' }] })
  expect((await desk.camille.call('GET', `${path}?outcome=perdu`)).status).toBe(400)
})

test('history comes oldest first, a version for each state, and again it changes nothing', async () => {
  const bucket = await startS3()
  const archive = await startDesk({ sites: { 's3.example': '127.0.0.1' } })
  const id = await archive.newDataset('Histoire')
  bucket.keepVersions()
  for (const rows of [10, 11, 12]) await bucket.put('liste_2025.csv', museums(rows))
  const source = { kind: 's3', endpoint: bucket.endpoint, bucket: bucket.bucket, region: 'eu-west-3', path_style: true }
  const slug = await archive.newFlow('', {
    dataset: id,
    source,
    credentials: bucket.secrets,
    schedule: { kind: 'manual' },
  })
  await archive.camille.call('POST', `/api/1/flows/${slug}/activate/`)
  const history = async () => {
    const run = await archive.camille.call('POST', `/api/1/flows/${slug}/runs/`, { backfill: true })
    expect(run.json).toMatchObject({ trigger: 'backfill', backfill: true })
    await archive.app.runTasks()
    return archive.lastRun(slug)
  }
  expect(await history()).toMatchObject({ state: 'done', counts: { published: 3 } })
  const [file] = await archive.filesOf(id)
  const versions = async () =>
    (await archive.get(`/api/1/datasets/${id}/resources/${file.id}/versions/`)).map(({ filesize }: Json) => filesize)
  const sizes = [12, 11, 10].map((rows) => Buffer.byteLength(museums(rows)))
  expect(await versions()).toEqual(sizes)
  expect(await history()).toMatchObject({ state: 'done' })
  expect(await versions()).toEqual(sizes)
  await archive.close()
  await bucket.close()
})

test('of several files for one, the last that changed is it when the flow says so; otherwise both are named', async () => {
  const dataset = await desk.newDataset('Plusieurs')
  desk.put('plus/liste_2024.csv', museums(3))
  desk.wait(1)
  desk.put('plus/liste_2025.csv', museums(4))
  const strict = await desk.newFlow('plus', { dataset, mapping: { identity: [], resource: { title: 'Liste' } } })
  expect(await desk.activate(strict)).toMatchObject({
    state: 'failed',
    failure: { code: 'conflict' },
    counts: { conflict: 2 },
  })
  expect((await desk.lastRun(strict)).failure.message).toMatch(/liste_2024\.csv.*liste_2025\.csv/)
  expect(await titles(dataset)).toEqual([])
  const definition = definitionOf('plus', {
    dataset,
    mapping: { identity: [], several: 'latest', resource: { title: 'Liste' } },
  })
  await desk.camille.call('PUT', `/api/1/flows/${strict}/`, { definition })
  desk.wait(24)
  expect(await desk.nextRun(strict)).toMatchObject({ state: 'done', counts: { published: 1, ignored: 1 } })
  expect(await outcomes(strict)).toEqual(['liste_2025.csv published', 'liste_2024.csv ignored'])
  desk.wait(24)
  expect(await desk.nextRun(strict)).toMatchObject({ counts: { published: 0 } })
})

test.each([[true], [false]])('a template makes one dataset for each title (private: %s)', async (isPrivate) => {
  const folder = `regions-${isPrivate}`
  for (const key of ['Bretagne/2024', 'Bretagne/2025', 'Corse/2024'])
    desk.put(`${folder}/${key}.csv`, museums(3, key.replace('/', '')))
  const slug = await desk.newFlow(folder, {
    dataset: template({
      title: `Musées ${isPrivate} de {territoire}`,
      private: isPrivate,
      tags: ['musee'],
      frequency: 'annual',
    }),
    selection: { pattern: '{territoire}/{annee}.csv' },
    mapping: { identity: ['territoire', 'annee'], resource: { title: 'Année {annee}', order: 'title' } },
  })
  await desk.activate(slug)
  const ids = [...new Set((await desk.decisions(slug)).map(({ dataset }) => dataset))]
  expect(ids).toHaveLength(2)
  const datasets = await Promise.all(ids.map((id) => desk.get(`/api/1/datasets/${id}/`)))
  expect(datasets.map(({ title }) => title).sort()).toEqual([
    `Musées ${isPrivate} de Bretagne`,
    `Musées ${isPrivate} de Corse`,
  ])
  for (const one of datasets) expect(one).toMatchObject({ private: isPrivate, tags: ['musee'], frequency: 'annual' })
  const visitor = await fetch(`${desk.app.url}/api/1/datasets/${ids[0]}/`)
  expect(visitor.status).toBe(isPrivate ? 404 : 200)
})

test.each([
  ['title', ['Liste 2023', 'Liste 2024', 'Liste 2025']],
  ['newest', ['Liste 2023', 'Liste 2025', 'Liste 2024']],
])('files are in the order of the flow: %s', async (order, expected) => {
  const dataset = await desk.newDataset(`Ordre ${order}`)
  const folder = `ordre-${order}`
  const slug = await desk.newFlow(folder, { dataset, mapping: { resource: { title: 'Liste {annee}', order } } })
  desk.put(`${folder}/liste_2024.csv`, museums(3, 'a'))
  await desk.activate(slug)
  for (const year of [2025, 2023]) {
    desk.wait(24)
    desk.put(`${folder}/liste_${year}.csv`, museums(3, `c${year}`))
    await desk.nextRun(slug)
  }
  expect(await titles(dataset)).toEqual(expected)
})

test.each([
  ['keep', false],
  ['alert', false],
  ['archive', true],
])(
  'a file that vanished is said so after two looks, stays published, and is marked or not: %s',
  async (vanished, marked) => {
    const dataset = await desk.newDataset(`Disparu ${vanished}`)
    const folder = `disparu-${vanished}`
    for (const year of [2024, 2025]) desk.put(`${folder}/liste_${year}.csv`, museums(3, `c${year}`))
    const slug = await desk.newFlow(folder, { dataset, mapping: { vanished } })
    await desk.activate(slug)
    desk.remove(`${folder}/liste_2024.csv`)
    desk.wait(24)
    expect(await desk.nextRun(slug)).toMatchObject({ counts: { vanished: 0, waiting: 1 } })
    desk.wait(24)
    expect(await desk.nextRun(slug)).toMatchObject({ state: 'done', counts: { vanished: 1 } })
    desk.wait(24)
    expect(await desk.nextRun(slug)).toMatchObject({ counts: { vanished: 0 } })
    const files = await desk.filesOf(dataset)
    expect(files).toHaveLength(2)
    const gone = files.find(({ title }: Json) => title === 'Liste 2024')
    expect('cimaise:archived' in gone.extras).toBe(marked)
    // It comes back: it isn't archived any more.
    desk.put(`${folder}/liste_2024.csv`, museums(3, 'c2024'))
    desk.wait(24)
    await desk.nextRun(slug)
    const back = (await desk.filesOf(dataset)).find(({ title }: Json) => title === 'Liste 2024')
    expect('cimaise:archived' in back.extras).toBe(false)
  },
)

test('a file that people put there is taken over, not doubled, and no other flow takes it', async () => {
  const dataset = await desk.newDataset('Adopté')
  await desk.camille.upload(`/api/1/datasets/${dataset}/upload/`, 'liste_2024.csv', museums(3))
  desk.put('adopte/liste_2024.csv', museums(4))
  const slug = await desk.newFlow('adopte', { dataset })
  await desk.activate(slug)
  const files = await desk.filesOf(dataset)
  expect(files).toMatchObject([{ extras: { 'cimaise:version': 2 } }])
  // A second flow doesn't take it from the first.
  desk.put('voleur/liste_2024.csv', museums(5))
  await desk.activate(await desk.newFlow('voleur', { dataset }))
  expect(await desk.filesOf(dataset)).toHaveLength(2)
})

test('a person who deletes the file is obeyed', async () => {
  const dataset = await desk.newDataset('Supprimé')
  desk.put('suppr/liste_2024.csv', museums(3))
  const slug = await desk.newFlow('suppr', { dataset })
  await desk.activate(slug)
  const [file] = await desk.filesOf(dataset)
  await desk.camille.call('DELETE', `/api/1/datasets/${dataset}/resources/${file.id}/`)
  desk.wait(24)
  desk.put('suppr/liste_2024.csv', museums(4))
  expect(await desk.nextRun(slug)).toMatchObject({ counts: { ignored: 1, published: 0 } })
  expect(await desk.filesOf(dataset)).toEqual([])
})
