/** udata-api.md §13: the search of datasets, its filters and its counters. */
import { beforeAll, expect, test, vi } from 'vitest'
import { bodyOf, deleteDataset, get, idsOf, newDataset, newLink, read, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const PATH = '/api/2/datasets/search/'
const made: Record<string, { id: string }> = {}
const search = (query = '', headers = {}) => read(visitor(), `${PATH}?${query}`, headers)
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

beforeAll(async () => {
  const { editor, owner, siteAdmin } = world.as
  const organization = world.organization.id
  for (const kind of ['certified', 'public-service'])
    await siteAdmin.call('POST', `/api/1/organizations/${organization}/badges/`, { kind })
  const tags = ['culture']
  made.archives = await newDataset(editor, {
    title: 'Archives départementales',
    description: 'Fonds numérisés.',
    organization,
    tags,
    license: 'odc-odbl',
    spatial: { granularity: 'poi' },
  })
  made.billets = await newDataset(editor, {
    title: 'Billetterie des musées',
    organization,
    tags: [...tags, 'musees'],
    license: 'lov2',
    spatial: { zones: ['country:fr'], granularity: 'country' },
    temporal_coverage: { start: '2015-01-01', end: '2020-12-31' },
  })
  made.cinemas = await newDataset(owner, {
    title: 'Cinémas',
    description: 'Pas de musée.',
    tags: [...tags, 'musees'],
    access_type: 'restricted',
  })
  const schema = { name: 'etalab/schema-billets', version: '1.2.0' }
  await newLink(editor, made.billets!.id, { title: 'Guichets', format: 'csv', schema })
  await newLink(editor, made.billets!.id, { title: 'Notice', format: 'pdf' })
  const old = await newLink(editor, made.archives!.id, { title: 'Inventaire', format: 'json' })
  const extras = `/api/2/datasets/${made.archives!.id}/resources/${old.id}/extras/`
  await editor.call('PUT', extras, { 'analysis:last-modified-at': daysAgo(600) })
  await newLink(owner, made.cinemas!.id, { title: 'Salles', format: 'geojson' })
  await siteAdmin.call('POST', `/api/1/datasets/${made.archives!.id}/featured/`)
  await siteAdmin.call('POST', `/api/1/datasets/${made.archives!.id}/badges/`, { kind: 'spd' })
  await newDataset(editor, { title: 'Musée caché', organization, tags, private: true })
  await newDataset(editor, { title: 'Musée rangé', organization, tags, archived: '2025-01-01' })
  const deleted = await newDataset(editor, { title: 'Musée jeté', organization, tags })
  await deleteDataset(editor, deleted.id)
  // What is published is found at once, or soon: the checks below start when it is, and say so when it is not.
  await vi.waitFor(async () => expect((await search()).total).toBe(3), { timeout: 5_000 }).catch(() => undefined)
}, 30_000)

const foundBy = async (query: string): Promise<string[]> => {
  const ids = idsOf(await search(query))
  return Object.keys(made).filter((name) => ids.includes(made[name]!.id))
}
const facet = async (name: string, query = ''): Promise<Record<string, number>> => {
  const { facets } = await search(query)
  return Object.fromEntries(
    facets[name].map(({ name: value, count }: { name: string; count: number }) => [value, count]),
  )
}

test('a page of results is a page of datasets of version 2, with counters', async () => {
  const page = await search()
  expect(Object.keys(page).sort()).toEqual([
    'data',
    'facets',
    'next_page',
    'page',
    'page_size',
    'previous_page',
    'total',
  ])
  expect(page).toMatchObject({ page: 1, page_size: 20, total: 3 })
  for (const found of page.data) {
    const { metrics: _m, ...object } = await read(visitor(), `/api/2/datasets/${found.id}/`)
    expect(found).toMatchObject(object)
  }
})

test('only what is public is found, even by those who see more', async () => {
  for (const caller of [visitor(), world.as.editor, world.as.siteAdmin])
    expect((await read(caller, PATH)).total).toBe(3)
})

test.each([
  ['tag=musees', ['billets', 'cinemas']],
  ['tag=musees&tag=culture', ['billets', 'cinemas']],
  ['tag=musees&tag=absente', []],
  ['badge=spd', ['archives']],
  ['organization_badge=public-service', ['archives', 'billets']],
  ['license=lov2', ['billets']],
  ['geozone=country:fr', ['billets']],
  ['granularity=poi', ['archives']],
  ['granularity=poi&granularity=country', ['archives', 'billets']],
  ['format=csv', ['billets']],
  ['format=csv&format=geojson', ['billets', 'cinemas']],
  ['schema=etalab/schema-billets', ['billets']],
  ['temporal_coverage=2016-01-01-2017-12-31', ['billets']],
  ['temporal_coverage=2021-06-01-2022-12-31', []],
  ['featured=true', ['archives']],
  ['featured=false', ['billets', 'cinemas']],
  ['access_type=restricted', ['cinemas']],
  ['access_type=open', ['archives', 'billets']],
  ['format_family=tabular', ['billets']],
  ['format_family=documents', ['billets']],
  ['format_family=machine_readable', ['archives']],
  ['format_family=geographical', ['cinemas']],
  ['producer_type=public-service', ['archives', 'billets']],
  ['producer_type=user', ['cinemas']],
  ['last_update_range=last_30_days', ['billets', 'cinemas']],
  ['last_update_range=last_12_months', ['billets', 'cinemas']],
  ['last_update_range=last_3_years', ['archives', 'billets', 'cinemas']],
  ['tag=musees&access_type=open', ['billets']],
  ['q&tag=musees', ['billets', 'cinemas']],
])('?%s finds %j', async (query, names) => {
  expect(await foundBy(query)).toEqual(names)
  expect((await search(query)).total).toBe(names.length)
})

test('a producer’s, by their id or their name', async () => {
  expect(await foundBy(`organization=${world.organization.id}`)).toEqual(['archives', 'billets'])
  expect(await foundBy(`owner=${world.people.owner.user.id}`)).toEqual(['cinemas'])
  expect(await foundBy(`organization_name=${encodeURIComponent(world.organization.name)}`)).toEqual([
    'archives',
    'billets',
  ])
})

test('a topic’s', async () => {
  const elements = [{ element: { class: 'Dataset', id: made.cinemas!.id } }]
  const body = { name: 'Écrans', description: 'Les écrans.', tags: ['ecrans'], elements }
  const { id } = await bodyOf(world.as.owner.call('POST', '/api/2/topics/', body), 201)
  await vi.waitFor(async () => expect(await foundBy(`topic=${id}`)).toEqual(['cinemas']), { timeout: 5_000 })
})

test.each([
  ['billetterie', ['billets']],
  ['BILLETTERIE musees', ['billets']],
  ['departementales', ['archives']],
  ['archive départementale', ['archives']],
  ['numérisés', ['archives']],
  ['guichets', ['billets']],
  ['conformité archives', ['archives']],
  ['billetterie cinémas', []],
  ['introuvable', []],
])('the words « %s » find %j: title, text, files and producer', async (q, names) => {
  expect(await foundBy(`q=${encodeURIComponent(q)}`)).toEqual(names)
})

test('a title that says the word comes before texts and producers that do', async () => {
  const ids = idsOf(await search('q=mus%C3%A9e'))
  expect(ids[0]).toBe(made.billets!.id)
  expect(ids).toContain(made.cinemas!.id)
})

test.each(['created', 'last_update', 'reuses', 'followers', 'views'])('results sort by %s, both ways', async (key) => {
  for (const sort of [key, `-${key}`]) expect((await search(`sort=${sort}`)).total).toBe(3)
})

test('sorts are true to their key', async () => {
  const { archives, billets, cinemas } = made
  expect(idsOf(await search('sort=created'))).toEqual([archives!.id, billets!.id, cinemas!.id])
  expect(idsOf(await search('sort=-created'))).toEqual([cinemas!.id, billets!.id, archives!.id])
  expect(idsOf(await search('sort=last_update'))[0]).toBe(archives!.id)
})

test.each([
  'sort=title',
  'sort=popularity',
  'featured=peut-être',
  'access_type=secret',
  'format_family=papier',
  'producer_type=martien',
  'last_update_range=hier',
  'temporal_coverage=2020',
  'page=0',
  'page=501&page_size=20',
  'page_size=10001',
])('?%s is refused', async (query) => {
  expect((await get(visitor(), `${PATH}?${query}`)).status).toBe(400)
})

const FACETS = `access_type badge format format_family geozone granularity last_update license organization_id_with_name
  producer_type schema tag topics`.split(/\s+/)

test('the counters are udata’s, each a list of names and counts, the total first', async () => {
  const { facets } = await search()
  expect(Object.keys(facets).sort()).toEqual(FACETS)
  for (const [name, values] of Object.entries(facets) as [string, { name: string; count: number }[]][]) {
    expect([name, values[0]]).toEqual([name, { name: 'all', count: 3 }])
    for (const value of values) expect(Object.keys(value).sort()).toEqual(['count', 'name'])
  }
})

test.each([
  ['access_type', { all: 3, open: 2, restricted: 1 }],
  ['producer_type', { all: 3, 'public-service': 2, user: 1 }],
  ['tag', { all: 3, culture: 3, musees: 2 }],
  ['license', { all: 3, lov2: 1, 'odc-odbl': 1 }],
  ['format', { all: 3, csv: 1, pdf: 1, json: 1, geojson: 1 }],
  ['format_family', { all: 3, tabular: 1, documents: 1, machine_readable: 1, geographical: 1 }],
  ['schema', { all: 3, 'etalab/schema-billets': 1 }],
  ['geozone', { all: 3, 'country:fr': 1 }],
  ['badge', { all: 3, spd: 1 }],
  ['last_update', { all: 3, last_30_days: 2, last_12_months: 2, last_3_years: 3 }],
])('the counter %s counts %j', async (name, counts) => {
  expect(await facet(name)).toMatchObject(counts)
})

test('producers are counted by their id and name', async () => {
  const value = `${world.organization.id}|${world.organization.name}`
  expect(await facet('organization_id_with_name')).toMatchObject({ all: 3, [value]: 2 })
})

test('a counter ignores its own filter and obeys the others', async () => {
  const query = 'access_type=restricted'
  expect(await facet('access_type', query)).toMatchObject({ all: 3, open: 2, restricted: 1 })
  expect(await facet('tag', query)).toMatchObject({ all: 1, culture: 1, musees: 1 })
  expect(await facet('format_family', 'q=billetterie')).toMatchObject({ all: 1, tabular: 1, documents: 1 })
})

test('pages of results have links that keep the question', async () => {
  const first = await search('tag=culture&sort=created&page_size=2')
  const next = new URL(first.next_page)
  expect(next.pathname).toBe(PATH)
  expect(Object.fromEntries(next.searchParams)).toMatchObject({
    tag: 'culture',
    sort: 'created',
    page_size: '2',
    page: '2',
  })
  expect(idsOf(await read(visitor(), next.pathname + next.search))).toEqual([made.cinemas!.id])
})

test('results are masked, and full when the header asks for it', async () => {
  const masked = await search('q=billetterie', { 'X-Fields': 'data{id},total' })
  expect(masked).toEqual({ data: [{ id: made.billets!.id }], total: 1 })
  const full = await search('q=billetterie', { 'X-Get-Datasets-Full-Objects': 'True' })
  expect(full.data[0].license).toMatchObject({ id: 'lov2', title: expect.any(String) })
})

test('what is changed, hidden or renamed is found so', async () => {
  const { id } = await newDataset(world.as.owner, { title: 'Éphéméride' })
  const total = async (q: string) => (await search(`q=${q}`)).total
  await vi.waitFor(async () => expect(await total('éphéméride')).toBe(1), { timeout: 5_000 })
  await bodyOf(world.as.owner.call('PUT', `/api/1/datasets/${id}/`, { title: 'Almanach' }))
  await vi.waitFor(async () => expect([await total('éphéméride'), await total('almanach')]).toEqual([0, 1]), {
    timeout: 5_000,
  })
  await bodyOf(world.as.owner.call('PUT', `/api/1/datasets/${id}/`, { private: true }))
  await vi.waitFor(async () => expect(await total('almanach')).toBe(0), { timeout: 5_000 })
})
