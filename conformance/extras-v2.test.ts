/** udata-api.md §3.1 and clients.md §7: extras of datasets and resources, which the crawler writes. */
import { beforeEach, expect, test } from 'vitest'
import { bodyOf, deleteDataset, newDataset, newLink, read, UNKNOWN_UUID, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const owner = () => world.as.owner
let dataset: { id: string }
let link: { id: string }
let ofDataset: string
let ofResource: string

beforeEach(async () => {
  dataset = await newDataset(owner(), { extras: { premier: 1, second: 'deux' } })
  link = await newLink(owner(), dataset.id, { extras: { premier: 1 } })
  ofDataset = `/api/2/datasets/${dataset.id}/extras/`
  ofResource = `/api/2/datasets/${dataset.id}/resources/${link.id}/extras/`
})

test('extras are read by everybody', async () => {
  expect(await read(world.as.anonymous, ofDataset)).toEqual({ premier: 1, second: 'deux' })
  expect(await read(world.as.anonymous, ofResource)).toEqual({ premier: 1 })
})

test.each(['dataset', 'resource'])('a PUT on a %s merges: what is null goes, the rest stays or is set', async (of) => {
  const path = of === 'dataset' ? ofDataset : ofResource
  await bodyOf(owner().call('PUT', path, { ancien: [1], second: 2 }))
  const after = await bodyOf(owner().call('PUT', path, { premier: null, nouveau: { a: 'b' }, absent: null }))
  expect(after).toEqual({ ancien: [1], second: 2, nouveau: { a: 'b' } })
  expect(await read(world.as.anonymous, path)).toEqual(after)
})

test.each(['dataset', 'resource'])('a DELETE on a %s removes the keys of its list', async (of) => {
  const path = of === 'dataset' ? ofDataset : ofResource
  await bodyOf(owner().call('PUT', path, { second: 2, troisieme: 3 }))
  const answer = await owner().call('DELETE', path, ['premier', 'second'])
  expect([answer.status, answer.text]).toEqual([204, ''])
  expect(await read(world.as.anonymous, path)).toEqual({ troisieme: 3 })
})

test('an unknown key is nothing to a dataset, and 404 to a resource', async () => {
  expect((await owner().call('DELETE', ofDataset, ['inconnue', 'premier'])).status).toBe(204)
  expect(await read(owner(), ofDataset)).toEqual({ second: 'deux' })
  expect((await owner().call('DELETE', ofResource, ['inconnue'])).status).toBe(404)
  expect(await read(owner(), ofResource)).toEqual({ premier: 1 })
})

test.each([
  ['PUT', [1]],
  ['PUT', 'texte'],
  ['DELETE', { premier: true }],
])('%s with %j is refused', async (method, body) => {
  for (const path of [ofDataset, ofResource]) expect((await owner().call(method, path, body)).status).toBe(400)
})

test('a deleted dataset takes no extras: 410', async () => {
  await deleteDataset(owner(), dataset.id)
  expect((await owner().call('PUT', ofDataset, { a: 1 })).status).toBe(410)
})

test('a resource that is not there has none: 404', async () => {
  for (const rid of [UNKNOWN_UUID, 'pas-un-uuid'])
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = { GET: undefined, PUT: { a: 1 }, DELETE: ['a'] }[method]
      const path = `/api/2/datasets/${dataset.id}/resources/${rid}/extras/`
      expect((await owner().call(method, path, body)).status).toBe(404)
    }
})

test.each([
  ['check:available', 'peut-être'],
  ['check:status', 'deux cents'],
  ['check:date', 'hier'],
])('%s has a type, and %j is not of it', async (key, value) => {
  expect((await owner().call('PUT', ofResource, { autre: 1, [key]: value })).status).toBe(400)
  expect(await read(owner(), ofResource)).toEqual({ premier: 1 })
})

test('the crawler writes whole categories, absent keys as null', async () => {
  const check = {
    'check:available': true,
    'check:status': 200,
    'check:timeout': false,
    'check:date': '2026-05-17T09:12:33.123000+00:00',
    'check:error': null,
    'check:headers:content-type': 'text/csv',
    'check:headers:content-length': 1234,
    'check:headers:last-modified': null,
    'check:cors:status': null,
    'check:cors:allow-origin': '*',
  }
  const after = await bodyOf(world.as.siteAdmin.call('PUT', ofResource, check))
  expect(after).toMatchObject({
    premier: 1,
    'check:available': true,
    'check:status': 200,
    'check:headers:content-length': 1234,
  })
  expect(after['check:date']).toMatch(/^2026-05-17T09:12:33/)
  for (const key of ['check:error', 'check:headers:last-modified', 'check:cors:status'])
    expect(after).not.toHaveProperty(key)
  expect(
    (await bodyOf(world.as.siteAdmin.call('PUT', ofResource, { ...check, 'check:status': null })))['check:status'],
  ).toBeUndefined()
})

test('what the crawler learns of a link moves the dates of its data, not those of its description', async () => {
  const path = `/api/1/datasets/${dataset.id}/`
  const before = await read(owner(), path)
  const analysis = {
    'analysis:last-modified-at': '2021-02-03T04:05:06+00:00',
    'analysis:last-modified-detection': 'last-modified-header',
    'analysis:content-length': 12,
    'analysis:mime-type': 'text/plain',
    'analysis:checksum': 'abc',
    'analysis:error': null,
  }
  const extras = await bodyOf(world.as.siteAdmin.call('PUT', ofResource, analysis))
  expect(extras).toMatchObject({ 'analysis:content-length': 12, 'analysis:mime-type': 'text/plain' })
  const after = await read(owner(), path)
  expect(after.resources[0].last_modified).toBe('2021-02-03T04:05:06+00:00')
  expect(after.last_update).toBe('2021-02-03T04:05:06+00:00')
  expect([after.last_modified, after.internal]).toEqual([before.last_modified, before.internal])
})

test('a table parsed by the crawler: nested values are kept', async () => {
  const parsing = {
    'analysis:parsing:parsing_table': 'abc',
    'analysis:parsing:ogc_metadata': { type: 'wfs', layers: ['a'] },
  }
  expect(await bodyOf(world.as.siteAdmin.call('PUT', ofResource, parsing))).toMatchObject(parsing)
})

test('the Python client sets and removes one key of a dataset', async () => {
  await bodyOf(owner().call('PUT', ofDataset, { cle: 'valeur' }))
  expect((await read(owner(), `/api/1/datasets/${dataset.id}/`)).extras).toMatchObject({ cle: 'valeur' })
  await bodyOf(owner().call('PUT', ofDataset, { cle: null }))
  expect((await read(owner(), `/api/1/datasets/${dataset.id}/`)).extras).not.toHaveProperty('cle')
})
