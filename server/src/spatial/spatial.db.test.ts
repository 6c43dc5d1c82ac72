import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let get: (path: string) => ReturnType<ReturnType<typeof anonymous>['call']>
beforeAll(async () => {
  app = await startTestApp()
  get = (path) => anonymous(app.url).call('GET', `/api/1/spatial${path}`)
})
afterAll(() => app.close())

test('zones are proposed as one types', async () => {
  const { status, json } = await get('/zones/suggest/?q=bouches%20du&size=5')
  expect(status).toBe(200)
  expect(json[0]).toEqual({
    id: 'fr:departement:13',
    name: 'Bouches-du-Rhône',
    code: '13',
    level: 'fr:departement',
    uri: `${app.url}/api/1/spatial/zone/fr:departement:13/`,
  })
  expect((await get('/zones/suggest/?q=a')).json).toHaveLength(10)
  expect((await get('/zones/suggest/?q=a&size=3')).json).toHaveLength(3)
  expect((await get('/zones/suggest/?q=a&size=100000')).json).toHaveLength(100)
  expect((await get('/zones/suggest/?q=')).json).toEqual([])
})

test.each([
  ['', 'q'],
  ['?q=a&q=b', 'q'],
  ['?q=a&size=0', 'size'],
  ['?q=a&size=-1', 'size'],
  ['?q=a&size=dix', 'size'],
])('suggestions%s: 400 on %s', async (query, parameter) => {
  const { status, json } = await get(`/zones/suggest/${query}`)
  expect([status, Object.keys(json.errors)]).toEqual([400, [parameter]])
})

test('one zone is a feature, and its address works', async () => {
  const { status, json } = await get('/zone/fr:commune:13004/')
  expect(status).toBe(200)
  expect(json).toEqual({
    id: 'fr:commune:13004',
    type: 'Feature',
    geometry: null,
    properties: {
      slug: 'arles',
      name: 'Arles',
      code: '13004',
      uri: `${app.url}/api/1/spatial/zone/fr:commune:13004/`,
      level: 'fr:commune',
    },
  })
  expect((await fetch(json.properties.uri)).status).toBe(200)
  expect((await get('/zone/fr%2Fcommune%2F13004@1942-01-01')).json.id).toBe('fr:commune:13004')
})

test('several zones are a collection, in the order that was asked', async () => {
  const { json } = await get('/zones/country:fr,fr:region:93/')
  expect(json.type).toBe('FeatureCollection')
  expect(json.features.map((feature: { id: string }) => feature.id)).toEqual(['country:fr', 'fr:region:93'])
})

test('a hundred zones fit in one address', async () => {
  const ids = (await get('/zones/suggest/?q=saint&size=100')).json.map((zone: { id: string }) => zone.id)
  const { status, json } = await get(`/zones/${ids.join(',')}/`)
  expect([status, json.features?.length]).toEqual([200, 100])
})

test.each(['/zone/country:xx/', '/zone/x/', '/zones/country:fr,country:xx/', '/zones/,/', '/zone/%00/'])(
  '%s is not found',
  async (path) => {
    const { status, json } = await get(path)
    expect([status, typeof json.message]).toEqual([404, 'string'])
  },
)

test('levels and granularities have names in two languages', async () => {
  const levels = (await get('/levels/')).json
  expect(levels).toHaveLength(11)
  expect(levels).toContainEqual({ id: 'fr:commune', name: 'Commune' })
  const granularities = (await get('/granularities/?lang=en')).json
  expect(granularities).toHaveLength(13)
  expect(granularities).toContainEqual({ id: 'poi', name: 'Point of interest' })
})
