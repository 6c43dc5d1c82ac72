import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
let outsider: Person
const feature = (nom: string, coordinates: number[]) => ({
  ...{ type: 'Feature', properties: { nom } },
  geometry: { type: 'Point', coordinates },
})
const geojson = (...names: string[]): string =>
  JSON.stringify({ type: 'FeatureCollection', features: names.map((nom, index) => feature(nom, [2 + index, 48])) })

beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  outsider = await app.person('Oscar Martin')
})
afterAll(() => app.close())

const newDataset = async (fields: object = {}): Promise<{ id: string }> =>
  (await camille.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'Les musées.', ...fields })).json
const publish = async (content: string, fields: object = {}, name = 'musees.geojson') => {
  const dataset = await newDataset(fields)
  return { dataset, ...(await camille.upload(`/api/1/datasets/${dataset.id}/upload/`, name, content)).json }
}

test('the map of a version is read by ranges, where its extras say', async () => {
  const { id, extras } = await publish(geojson('Louvre', 'Orsay'))
  const url = `${app.url}/files/${id}/1/map/tiles.pmtiles`
  expect(extras).toMatchObject({
    'analysis:parsing:pmtiles_url': url,
    'analysis:parsing:pmtiles_size': expect.any(Number),
  })
  const response = await fetch(url, { headers: { Range: 'bytes=0-6', Origin: 'https://carte.example' } })
  expect([response.status, await response.text()]).toEqual([206, 'PMTiles'])
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/vnd.pmtiles',
    'cache-control': 'public, max-age=3600',
    'content-range': `bytes 0-6/${extras['analysis:parsing:pmtiles_size']}`,
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  })
  const etag = response.headers.get('etag') ?? ''
  expect((await fetch(url, { headers: { 'If-None-Match': etag } })).status).toBe(304)
})

test('a table that says where its rows are has one too', async () => {
  const { extras } = await publish('nom;latitude;longitude\nLouvre;48.86;2.33\nMucem;43.29;5.36\n', {}, 'musees.csv')
  expect((await fetch(String(extras['analysis:parsing:pmtiles_url']))).status).toBe(200)
})

test('each version keeps its own', async () => {
  const { dataset, id } = await publish(geojson('Louvre'))
  const replaced = await camille.upload(
    `/api/1/datasets/${dataset.id}/resources/${id}/upload/`,
    'musees.geojson',
    geojson('Louvre', 'Orsay', 'Mucem'),
  )
  expect(replaced.json.extras['analysis:parsing:pmtiles_url']).toMatch(/\/2\/map\/tiles\.pmtiles$/)
  const [first, second] = await Promise.all(
    [1, 2].map((number) => fetch(`${app.url}/files/${id}/${number}/map/tiles.pmtiles`)),
  )
  expect(await first?.text()).not.toBe(await second?.text())
})

test('what has no map answers 404: a table, another number, another resource', async () => {
  const { id, extras } = await publish('a;b\n1;2\n', {}, 'a.csv')
  expect(extras).not.toHaveProperty(['analysis:parsing:pmtiles_url'])
  for (const path of [`${id}/1`, `${id}/2`, `${id}/x`, `${id}/01`, 'x/1', `${crypto.randomUUID()}/1`])
    expect([path, (await fetch(`${app.url}/files/${path}/map/tiles.pmtiles`)).status]).toEqual([path, 404])
})

test('that of a private dataset is for its people, and no cache keeps it', async () => {
  const { id } = await publish(geojson('Louvre'), { private: true })
  const path = `/files/${id}/1/map/tiles.pmtiles`
  expect((await anonymous(app.url).call('GET', path)).status).toBe(404)
  expect((await outsider.call('GET', path)).status).toBe(404)
  const own = await camille.call('GET', path)
  expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
})

test('that of a deposit is for who may edit the dataset', async () => {
  const { id } = await newDataset()
  const { json } = await camille.upload(`/api/1/datasets/${id}/deposits/`, 'musees.geojson', geojson('Louvre'))
  expect(json.report.inspection.geo).toMatchObject({
    ...{ geometry_types: [{ type: 'Point', count: 1 }], feature_count: 1, bbox: [2, 48, 2, 48], has_tiles: true },
    ...{ invalid: [], map_note: null },
  })
  const path = `/api/1/datasets/${id}/deposits/${json.id}/tiles.pmtiles`
  const own = await camille.call('GET', path)
  expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
  expect((await anonymous(app.url).call('GET', path)).status).toBe(401)
  expect((await outsider.call('GET', path)).status).toBe(403)
  const table = await camille.upload(`/api/1/datasets/${id}/deposits/`, 'a.csv', 'a;b\n1;2\n')
  expect((await camille.call('GET', `/api/1/datasets/${id}/deposits/${table.json.id}/tiles.pmtiles`)).status).toBe(404)
})
