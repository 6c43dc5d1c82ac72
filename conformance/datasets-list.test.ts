/** udata-api.md §2.1.1: the list of datasets, filter by filter. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, idsOf, newDataset, newLink, read, titlesOf, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const ALL = ['Archives', 'Billetterie', 'Cinémas']
const made: Record<string, { id: string }> = {}

beforeAll(async () => {
  const { owner, editor, siteAdmin } = world.as
  const organization = world.organization.id
  made.archives = await newDataset(editor, {
    title: 'Archives et fréquentation',
    organization,
    tags: ['archives'],
    license: 'odc-odbl',
    spatial: { granularity: 'poi' },
  })
  made.billetterie = await newDataset(editor, {
    title: 'Billetterie et fréquentation',
    organization,
    tags: ['musees', 'billets'],
    license: 'lov2',
    spatial: { zones: ['country:fr'], granularity: 'country' },
    temporal_coverage: { start: '2020-01-01', end: '2020-12-31' },
  })
  made.cinemas = await newDataset(owner, {
    title: 'Cinémas',
    tags: ['musees'],
    access_type: 'restricted',
    temporal_coverage: { start: '2010-05-01', end: '2023-12-31' },
  })
  const schema = { name: 'etalab/schema-billets', version: '1.2.0' }
  await newLink(editor, made.billetterie!.id, { format: 'csv', schema })
  await newLink(owner, made.cinemas!.id, { format: 'geojson' })
  await siteAdmin.call('POST', `/api/1/datasets/${made.archives!.id}/featured/`)
  await siteAdmin.call('POST', `/api/1/datasets/${made.archives!.id}/badges/`, { kind: 'spd' })
  await siteAdmin.call('POST', `/api/1/organizations/${organization}/badges/`, { kind: 'public-service' })
}, 30_000)

const namesIn = async (query: string, base = '/api/1/datasets/'): Promise<string[]> => {
  const page = await read(visitor(), `${base}?sort=title&${query}`)
  return titlesOf(page).map((title) => title.split(' ', 1)[0] ?? '')
}

const FILTERS: [query: string, names: string[]][] = [
  ['tag=musees', ['Billetterie', 'Cinémas']],
  ['tag=musees&tag=billets', ['Billetterie']],
  ['tag=absente', []],
  ['license=lov2', ['Billetterie']],
  ['license=odc-odbl', ['Archives']],
  ['featured=true', ['Archives']],
  ['featured=false', ['Billetterie', 'Cinémas']],
  ['geozone=country:fr', ['Billetterie']],
  ['granularity=poi', ['Archives']],
  ['granularity=country', ['Billetterie']],
  ['temporal_coverage=2019-06-01-2020-06-30', ['Billetterie']],
  ['temporal_coverage=2009-01-01-2010-12-31', ['Cinémas']],
  ['temporal_coverage=2000-01-01-2021-12-31', ['Billetterie', 'Cinémas']],
  ['temporal_coverage=2011-01-01-2019-12-31', []],
  ['access_type=restricted', ['Cinémas']],
  ['access_type=open', ['Archives', 'Billetterie']],
  ['access_type=open_with_account', []],
  ['badge=spd', ['Archives']],
  ['organization_badge=public-service', ['Archives', 'Billetterie']],
  ['organization_badge=certified', []],
  ['format=csv', ['Billetterie']],
  ['format=geojson', ['Cinémas']],
  ['schema=etalab/schema-billets', ['Billetterie']],
  ['schema_version=1.2.0', ['Billetterie']],
  ['schema=etalab/schema-billets&schema_version=9.9.9', []],
  ['q=fréquentation', ['Archives', 'Billetterie']],
  ['q=fréquentation%20billetterie', ['Billetterie']],
  ['tag=musees&access_type=restricted&format=geojson', ['Cinémas']],
]

test.each(FILTERS)('?%s gives %j', async (query, names) => {
  expect(await namesIn(query)).toEqual(names)
})

test.each(FILTERS)('version 2: ?%s gives %j', async (query, names) => {
  expect(await namesIn(query, '/api/2/datasets/')).toEqual(names)
})

test('a producer’s datasets, by their id', async () => {
  expect(await namesIn(`organization=${world.organization.id}`)).toEqual(['Archives', 'Billetterie'])
  expect(await namesIn(`owner=${world.people.owner.user.id}`)).toEqual(['Cinémas'])
})

test('what a person follows', async () => {
  const { outsider } = world.as
  await bodyOf(outsider.call('POST', `/api/1/datasets/${made.cinemas!.id}/followers/`), 201)
  expect(await namesIn(`followed_by=${world.people.outsider.user.id}`)).toEqual(['Cinémas'])
  await expect.poll(async () => titlesOf(await read(visitor(), '/api/1/datasets/?sort=-followers'))[0]).toBe('Cinémas')
})

test('the datasets of a reuse', async () => {
  const { id } = await bodyOf(
    world.as.owner.call('POST', '/api/1/reuses/', {
      title: 'Carte des billetteries',
      description: 'Une carte.',
      type: 'visualization',
      topic: 'culture_and_recreation',
      url: 'https://www.example.org/carte',
      datasets: [made.billetterie!.id],
    }),
    201,
  )
  expect(await namesIn(`reuse=${id}`)).toEqual(['Billetterie'])
})

test('the datasets of a dataservice', async () => {
  const body = { title: 'API des cinémas', datasets: [made.cinemas!.id] }
  const { id } = await bodyOf(world.as.owner.call('POST', '/api/1/dataservices/', body), 201)
  expect(await namesIn(`dataservice=${id}`)).toEqual(['Cinémas'])
})

test('the datasets of a topic', async () => {
  const elements = [{ element: { class: 'Dataset', id: made.archives!.id } }]
  const body = { name: 'Mémoire', description: 'Les archives.', tags: ['memoire'], elements }
  const { id } = await bodyOf(world.as.owner.call('POST', '/api/2/topics/', body), 201)
  expect(await namesIn(`topic=${id}`)).toEqual(['Archives'])
})

test.each(['topic', 'dataservice', 'reuse'])('an unknown %s filters nothing', async (name) => {
  expect(await namesIn(`${name}=${UNKNOWN_ID}`)).toEqual(ALL)
})

test('credit is accepted and changes nothing', async () => {
  expect(await namesIn('credit=Ministère')).toEqual(ALL)
})

test.each(['archived', 'deleted', 'private'])('%s asks for an identity, whatever its value', async (name) => {
  for (const value of ['true', 'false'])
    for (const base of ['/api/1', '/api/2'])
      expect((await get(visitor(), `${base}/datasets/?${name}=${value}`)).status).toBe(401)
  expect((await get(world.as.owner, `/api/1/datasets/?${name}=peut-être`)).status).toBe(400)
})

test('with words and no sort, a title that says them comes before newer texts that only mention them', async () => {
  const { id } = await newDataset(world.as.siteAdmin, { title: 'Orchestre' })
  await newDataset(world.as.siteAdmin, { title: 'Musique', description: 'Rien à voir avec un orchestre.' })
  expect(idsOf(await read(visitor(), '/api/1/datasets/?q=orchestre'))[0]).toBe(id)
})
