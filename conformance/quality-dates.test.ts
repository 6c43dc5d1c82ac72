/** udata-api.md §6: the quality of a dataset, and where its dates come from. */
import { expect, test } from 'vitest'
import { bodyOf, newDataset, newLink, read, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const DAY = 86_400_000
const owner = () => world.as.owner
const objectOf = (id: string) => read(owner(), `/api/1/datasets/${id}/`)
const qualityOf = async (id: string) => (await objectOf(id)).quality
const put = (id: string, body: object) => bodyOf(owner().call('PUT', `/api/1/datasets/${id}/`, body))
/** What the crawler says of a link. */
const crawl = (id: string, link: string, extras: object) =>
  bodyOf(owner().call('PUT', `/api/2/datasets/${id}/resources/${link}/extras/`, extras))
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString()

test('a dataset of which nothing is said: five criteria, all wrong, the others absent', async () => {
  expect((await newDataset(owner())).quality).toEqual({
    license: false,
    temporal_coverage: false,
    spatial: false,
    update_frequency: false,
    dataset_description_quality: false,
    score: 0,
  })
})

test('udata’s example: a closed file with a description, every week, in few words: four ninths', async () => {
  const { id } = await newDataset(owner(), { frequency: 'weekly' })
  await newLink(owner(), id, { format: 'pdf', description: 'Une notice.' })
  const quality = await qualityOf(id)
  expect(quality).toEqual({
    license: false,
    temporal_coverage: false,
    spatial: false,
    update_frequency: true,
    update_fulfilled_in_time: true,
    dataset_description_quality: false,
    has_resources: true,
    has_open_format: false,
    all_resources_available: true,
    resources_documentation: true,
    score: 4 / 9,
  })
})

test('a dataset of which everything is said has the whole score', async () => {
  const { id } = await newDataset(owner(), {
    description: 'a'.repeat(101),
    license: 'lov2',
    frequency: 'annual',
    temporal_coverage: { start: '2020-01-01', end: null },
    spatial: { zones: ['country:fr'] },
  })
  await newLink(owner(), id, { format: 'csv', description: 'La liste.' })
  const { has_resources, score, ...criteria } = await qualityOf(id)
  expect([has_resources, score, Object.keys(criteria).length]).toEqual([true, 1, 9])
  expect(Object.values(criteria)).toEqual(Array(9).fill(true))
})

test.each([
  ['license', { license: 'lov2' }, true],
  ['license', { license: 'notspecified' }, true],
  ['license', { license: 'inconnue' }, false],
  ['temporal_coverage', { temporal_coverage: { start: '2020-01-01', end: '2020-12-31' } }, true],
  ['spatial', { spatial: { granularity: 'poi' } }, true],
  ['update_frequency', { frequency: 'annual' }, true],
  ['update_frequency', { frequency: 'unknown' }, false],
  ['dataset_description_quality', { description: 'a'.repeat(100) }, false],
  ['dataset_description_quality', { description: 'a'.repeat(101) }, true],
])('%s, after %j, is %s', async (criterion, changes, value) => {
  expect((await newDataset(owner(), changes)).quality[criterion]).toBe(value)
})

test.each([
  ['has_open_format', [{ format: 'csv' }], true],
  ['has_open_format', [{ format: 'pdf' }, { format: 'xlsx' }], false],
  ['has_open_format', [{ format: 'pdf' }, { format: 'ods' }], true],
  ['has_open_format', [{ format: null }], false],
  ['resources_documentation', [{ type: 'documentation' }], true],
  ['resources_documentation', [{ description: 'Une' }, {}], true],
  ['resources_documentation', [{}], false],
  ['all_resources_available', [{}], true],
  ['all_resources_available', [{ extras: { 'check:available': true } }, {}], true],
  ['all_resources_available', [{ extras: { 'check:available': false } }, {}], false],
  ['has_resources', [{}], true],
])('%s, with %j, is %s', async (criterion, links, value) => {
  const { id } = await newDataset(owner())
  for (const link of links) await newLink(owner(), id, link)
  expect((await qualityOf(id))[criterion]).toBe(value)
})

test('what the crawler finds is seen in the quality at once', async () => {
  const { id } = await newDataset(owner())
  const link = await newLink(owner(), id)
  await crawl(id, link.id, { 'check:available': false, 'check:status': 404 })
  expect((await qualityOf(id)).all_resources_available).toBe(false)
  await crawl(id, link.id, { 'check:available': true, 'check:status': 200 })
  expect((await qualityOf(id)).all_resources_available).toBe(true)
})

test.each(['continuous', 'punctual', 'irregular', 'never', 'notPlanned', 'other'])(
  '%s has no delay: it is always in time',
  async (frequency) => {
    const { id } = await newDataset(owner(), { frequency })
    const link = await newLink(owner(), id)
    await crawl(id, link.id, { 'analysis:last-modified-at': daysAgo(4_000) })
    expect((await qualityOf(id)).update_fulfilled_in_time).toBe(true)
  },
)

test.each([
  ['daily', 0.5, true],
  ['daily', 1.5, true],
  ['daily', 3.5, false],
  ['weekly', 7.5, true],
  ['weekly', 10, false],
  ['monthly', 31.5, true],
  ['monthly', 35, false],
  ['annual', 300, true],
  ['annual', 370, false],
  ['hourly', 0.9, true],
  ['hourly', 3, false],
])('%s, %s days after the last data, in time: %s', async (frequency, days, inTime) => {
  const { id } = await newDataset(owner(), { frequency })
  const link = await newLink(owner(), id)
  await crawl(id, link.id, { 'analysis:last-modified-at': daysAgo(days) })
  expect((await qualityOf(id)).update_fulfilled_in_time).toBe(inTime)
})

test('the criterion of time is absent when no frequency is said', async () => {
  for (const frequency of [null, 'unknown']) {
    const { quality } = await newDataset(owner(), { frequency })
    expect(quality).not.toHaveProperty('update_fulfilled_in_time')
  }
})

test('without resources, the data are as old as their description', async () => {
  const { id, last_modified, last_update } = await newDataset(owner())
  expect(last_update).toBe(last_modified)
  const after = await put(id, { description: 'Autre.' })
  expect(after.last_update).toBe(after.last_modified)
})

test('with resources, the data are as recent as the most recent of them', async () => {
  const { id } = await newDataset(owner())
  const first = await newLink(owner(), id)
  await newLink(owner(), id, { title: 'Deux' })
  const touched = await bodyOf(owner().call('PUT', `/api/1/datasets/${id}/resources/${first.id}/`, { title: 'Un' }))
  expect((await objectOf(id)).last_update).toBe(touched.last_modified)
  const after = await put(id, { description: 'Autre.' })
  expect(after.last_update).toBe(touched.last_modified)
  expect(Date.parse(after.last_modified)).toBeGreaterThan(Date.parse(after.last_update))
})

test('adding, changing and deleting a resource moves the modification date of the dataset', async () => {
  const { id, last_modified } = await newDataset(owner())
  let before = Date.parse(last_modified)
  const moved = async () => {
    const now = Date.parse((await objectOf(id)).last_modified)
    const later = now > before
    before = now
    return later
  }
  const link = await newLink(owner(), id)
  expect(await moved()).toBe(true)
  await bodyOf(owner().call('PUT', `/api/1/datasets/${id}/resources/${link.id}/`, { title: 'Autre' }))
  expect(await moved()).toBe(true)
  await bodyOf(owner().call('DELETE', `/api/1/datasets/${id}/resources/${link.id}/`), 204)
  expect(await moved()).toBe(true)
})

test('extras and badges move no modification date', async () => {
  const { id } = await newDataset(owner())
  const before = await objectOf(id)
  await bodyOf(owner().call('PUT', `/api/2/datasets/${id}/extras/`, { a: 1 }))
  await bodyOf(world.as.siteAdmin.call('POST', `/api/1/datasets/${id}/badges/`, { kind: 'sr' }), 201)
  expect((await objectOf(id)).internal).toEqual(before.internal)
})

test('sort=last_update follows the data', async () => {
  const tags = ['ordre-des-dates']
  const old = await newDataset(owner(), { title: 'Ancien', tags })
  await newDataset(owner(), { title: 'Récent', tags })
  const titles = async () =>
    (await read(owner(), '/api/1/datasets/?tag=ordre-des-dates&sort=-last_update')).data.map(
      (d: { title: string }) => d.title,
    )
  expect(await titles()).toEqual(['Récent', 'Ancien'])
  await newLink(owner(), old.id)
  expect(await titles()).toEqual(['Ancien', 'Récent'])
})
