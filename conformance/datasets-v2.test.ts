/** udata-api.md §3.1, and the header of full objects of §1.3. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, newDataset, newLink, read, UNKNOWN_UUID, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const FULL = { 'X-Get-Datasets-Full-Objects': 'True' }
let dataset: { id: string; slug: string }
let bare: { id: string }
let links: { id: string }[]

beforeAll(async () => {
  const { editor, owner } = world.as
  dataset = await newDataset(editor, {
    title: 'Jeu complet',
    organization: world.organization.id,
    tags: ['version-deux'],
    license: 'lov2',
    frequency: 'annual',
    spatial: { zones: ['country:fr'] },
    extras: { premier: 1 },
  })
  bare = await newDataset(owner, { title: 'Jeu nu' })
  links = []
  const schema = { name: 'etalab/schema-musees', version: '1.0.0', url: null }
  for (const changes of [
    { title: 'Liste 2023', type: 'main', schema },
    { title: 'Liste 2024', type: 'main', schema },
    { title: 'Notice (a.b)', type: 'documentation' },
    { title: 'Notice (axb)', type: 'documentation', schema: { ...schema, version: '2.0.0' } },
  ])
    links.push(await newLink(editor, dataset.id, changes))
})
const object = (headers = {}) => read(visitor(), `/api/2/datasets/${dataset.id}/`, headers)
const list = (query: string) => read(visitor(), `/api/2/datasets/${dataset.id}/resources/?${query}`)
const titles = (page: { data: { title: string }[] }) => page.data.map(({ title }) => title)

test('a dataset of version 2 counts its resources instead of holding them', async () => {
  const href = `${world.url}/api/2/datasets/${dataset.id}/resources/?page=1&page_size=50`
  expect((await object()).resources).toEqual({ rel: 'subsection', href, type: 'GET', total: 4 })
  const community = `${world.url}/api/1/datasets/community_resources/?dataset=${dataset.id}&page=1&page_size=50`
  expect((await object()).community_resources).toEqual({ rel: 'subsection', href: community, type: 'GET', total: 0 })
})

test('its other keys are those of version 1, without the schema', async () => {
  const v1 = await read(visitor(), `/api/1/datasets/${dataset.id}/`)
  const expected = [...Object.keys(v1).filter((key) => key !== 'schema'), 'community_resources'].sort()
  expect(Object.keys(await object()).sort()).toEqual(expected)
  const [listed] = (await read(visitor(), '/api/2/datasets/?tag=version-deux')).data
  expect(Object.keys(listed).sort()).toEqual(expected)
  const { resources: _r, schema: _s, uri: _u, page: _p, ...same } = v1
  expect(await object()).toMatchObject(same)
})

test('the light list never holds resources', async () => {
  for (const { resources } of (await read(visitor(), '/api/2/datasets/')).data)
    expect(Object.keys(resources).sort()).toEqual(['href', 'rel', 'total', 'type'])
})

test('ids by default, full objects when the header asks for them', async () => {
  expect(await object()).toMatchObject({
    frequency: 'annual',
    license: 'lov2',
    spatial: { geom: null, zones: ['country:fr'], granularity: 'other' },
  })
  const full = await object(FULL)
  expect(full.frequency).toEqual({ id: 'annual', label: expect.stringMatching(/\S/) })
  expect(full.license).toMatchObject({
    id: 'lov2',
    title: expect.stringMatching(/\S/),
    url: expect.any(String),
    flags: expect.any(Array),
  })
  expect(full.spatial.granularity).toEqual({ id: 'other', name: expect.stringMatching(/\S/) })
  expect(full.spatial.zones).toHaveLength(1)
  expect(Object.keys(full.spatial.zones[0]).sort()).toEqual(['code', 'id', 'level', 'name', 'slug', 'uri'])
  expect(full.spatial.zones[0]).toMatchObject({ id: 'country:fr', level: 'country' })
})

test('full objects of what is not said: the licence and the frequency that say so', async () => {
  const full = await read(visitor(), `/api/2/datasets/${bare.id}/`, FULL)
  expect(full).toMatchObject({ license: { id: 'notspecified' }, frequency: { id: 'unknown' }, spatial: null })
  expect(await read(visitor(), `/api/2/datasets/${bare.id}/`)).toMatchObject({
    license: 'notspecified',
    frequency: 'unknown',
  })
})

test('any value of the header asks; lists answer too; version 1 gives full zones only', async () => {
  expect((await object({ 'X-Get-Datasets-Full-Objects': '1' })).license.id).toBe('lov2')
  const [listed] = (await read(visitor(), '/api/2/datasets/?tag=version-deux', FULL)).data
  expect([listed.license.id, listed.frequency.id]).toEqual(['lov2', 'annual'])
  const v1 = await read(visitor(), `/api/1/datasets/${dataset.id}/`, FULL)
  expect([v1.license, v1.frequency, v1.spatial.zones[0].id]).toEqual(['lov2', 'annual', 'country:fr'])
})

test('resources come by pages of fifty, whole, in their order', async () => {
  const page = await list('')
  expect(page).toMatchObject({ page: 1, page_size: 50, total: 4, next_page: null, previous_page: null })
  const v1 = await read(visitor(), `/api/1/datasets/${dataset.id}/`)
  expect(page.data).toEqual(v1.resources)
})

test('the href that the object gives is a page, to which a client adds its own size and type', async () => {
  const url = new URL((await object()).resources.href)
  url.searchParams.set('page_size', '6')
  url.searchParams.set('type', 'main')
  const page = await read(visitor(), url.pathname + url.search)
  expect([titles(page), page.total, page.page_size]).toEqual([['Liste 2024', 'Liste 2023'], 2, 6])
})

test.each([
  ['type=main', ['Liste 2024', 'Liste 2023']],
  ['type=documentation', ['Notice (axb)', 'Notice (a.b)']],
  ['type=code', []],
  ['q=LISTE', ['Liste 2024', 'Liste 2023']],
  ['q=2023', ['Liste 2023']],
  ['q=a.b', ['Notice (a.b)']],
  ['q=%25', []],
  ['q=(', ['Notice (axb)', 'Notice (a.b)']],
  ['type=main&q=2024', ['Liste 2024']],
  ['q&type=main', ['Liste 2024', 'Liste 2023']],
])('resources, %s: %j', async (query, expected) => {
  const page = await list(query)
  expect([titles(page), page.total]).toEqual([expected, expected.length])
})

test('pages of resources have links, and the last one is empty rather than absent', async () => {
  const first = await list('page_size=1&type=main&q=liste')
  const next = new URL(first.next_page)
  expect(next.pathname).toBe(`/api/2/datasets/${dataset.id}/resources/`)
  expect(Object.fromEntries(next.searchParams)).toEqual({ page: '2', page_size: '1', type: 'main', q: 'liste' })
  const second = await read(visitor(), next.pathname + next.search)
  expect([titles(second), second.next_page]).toEqual([['Liste 2023'], null])
  expect(second.previous_page).toContain('page=1')
  expect(await list('page=99')).toMatchObject({ data: [], total: 4 })
})

test('a page of resources by its slug, and a wrong page', async () => {
  expect((await read(visitor(), `/api/2/datasets/${dataset.slug}/resources/`)).total).toBe(4)
  expect((await get(visitor(), `/api/2/datasets/${dataset.id}/resources/?page=0`)).status).toBe(400)
  expect((await get(visitor(), '/api/2/datasets/aucun-jeu/resources/')).status).toBe(404)
})

test('a resource by its id alone, with its dataset', async () => {
  const [link] = links
  const found = await read(visitor(), `/api/2/datasets/resources/${link!.id}/`)
  expect(Object.keys(found).sort()).toEqual(['dataset_id', 'resource'])
  expect(found.dataset_id).toBe(dataset.id)
  expect(found.resource).toEqual(await read(visitor(), `/api/1/datasets/${dataset.id}/resources/${link!.id}/`))
  for (const rid of [UNKNOWN_UUID, 'pas-un-uuid'])
    expect((await get(visitor(), `/api/2/datasets/resources/${rid}/`)).status).toBe(404)
})

test('the schemas of the resources, each once', async () => {
  const schemas = await read(visitor(), `/api/2/datasets/${dataset.id}/schemas/`)
  expect(schemas).toHaveLength(2)
  const name = 'etalab/schema-musees'
  expect(schemas).toEqual(
    expect.arrayContaining([
      { name, version: '1.0.0', url: null },
      { name, version: '2.0.0', url: null },
    ]),
  )
  expect(await read(visitor(), `/api/2/datasets/${bare.id}/schemas/`)).toEqual([])
})

test('a dataset renamed meanwhile is found again in version 2', async () => {
  const renamed = await newDataset(world.as.owner, { title: 'Nom premier' })
  await bodyOf(world.as.owner.call('PUT', `/api/1/datasets/${renamed.id}/`, { title: 'Nom second' }))
  const answer = await get(visitor(), '/api/2/datasets/nom-premier/')
  expect([answer.status, new URL(answer.headers.get('location') ?? '', world.url).pathname]).toEqual([
    308,
    '/api/2/datasets/nom-second/',
  ])
})
