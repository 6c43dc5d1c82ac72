/** udata-api.md §1.4 and §1.5: pages of lists, and how parameters are read. */
import { beforeAll, expect, test } from 'vitest'
import { get, idsOf, newDataset, read, titlesOf, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const list = (query: string) => read(visitor(), `/api/1/datasets/?${query}`)

beforeAll(async () => {
  for (const title of ['Alpha des musées', 'Beta des musées', 'Gamma des musées'])
    await newDataset(world.as.editor, { title, organization: world.organization.id, tags: ['page', 'liste'] })
})

test.each(['/api/1/datasets/', '/api/2/datasets/', '/api/1/organizations/', '/api/1/datasets/community_resources/'])(
  'a page of %s has udata’s envelope, twenty by default',
  async (path) => {
    const page = await read(visitor(), path)
    expect(Object.keys(page).sort()).toEqual(['data', 'next_page', 'page', 'page_size', 'previous_page', 'total'])
    expect(page).toMatchObject({ page: 1, page_size: 20, next_page: null, previous_page: null })
    expect(page.data).toHaveLength(page.total)
  },
)

test('the links keep every parameter of the caller, repeated ones too, and change the page only', async () => {
  const first = await list('tag=page&tag=liste&sort=title&page_size=1&inconnu=oui&page=1')
  const next = new URL(first.next_page)
  expect(`${next.origin}${next.pathname}`).toBe(`${world.url}/api/1/datasets/`)
  expect(next.searchParams.getAll('tag')).toEqual(['page', 'liste'])
  expect(Object.fromEntries(next.searchParams)).toMatchObject({
    sort: 'title',
    page_size: '1',
    inconnu: 'oui',
    page: '2',
  })
})

test('the links lead from page to page, there and back', async () => {
  const titles: string[] = []
  let page = await list('tag=page&sort=title&page_size=1')
  expect(page).toMatchObject({ total: 3, previous_page: null })
  for (;;) {
    titles.push(...titlesOf(page))
    if (!page.next_page) break
    page = await read(visitor(), page.next_page.replace(world.url, ''))
  }
  expect(titles).toEqual(['Alpha des musées', 'Beta des musées', 'Gamma des musées'])
  const back = await read(visitor(), page.previous_page.replace(world.url, ''))
  expect(titlesOf(back)).toEqual(['Beta des musées'])
})

test.each([
  '/api/1/datasets/',
  '/api/2/datasets/',
  '/api/1/organizations/',
  '/api/1/datasets/community_resources/',
  '/api/1/datasets/?tag=aucun-jeu',
])('a page of %s that has nothing, after the first, is a 404', async (path) => {
  expect((await get(visitor(), path)).status).toBe(200)
  const answer = await get(visitor(), `${path}${path.includes('?') ? '&' : '?'}page=99`)
  expect([answer.status, answer.json]).toEqual([404, { message: expect.any(String) }])
})

test('the first page of an empty list is empty, not an error', async () => {
  expect(await list('tag=aucun-jeu')).toMatchObject({
    data: [],
    total: 0,
    page: 1,
    next_page: null,
    previous_page: null,
  })
})

test.each(['page=0', 'page=-1', 'page=deux', 'page=1.5', 'page_size=0', 'page_size=-20', 'page_size=abc'])(
  '%s is refused on its parameter',
  async (query) => {
    const answer = await get(visitor(), `/api/1/datasets/?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.json.errors[query.split('=', 1)[0]!]).toMatch(/\S/)
  },
)

test('a page may be as large as the caller wants', async () => {
  expect(await list('page_size=5000')).toMatchObject({ page_size: 5000, total: 3 })
})

test('parameters that nobody knows, or without a value, are ignored', async () => {
  expect((await list('tag=page&q&lang=fr&cache=123')).total).toBe(3)
  expect((await list('tag=page&q=&inconnu')).total).toBe(3)
})

test.each(['sort=popularity', 'sort=-unknown', 'access_type=secret', 'featured=maybe', 'featured=2'])(
  '%s is not a choice: 400 on its parameter, with udata’s message',
  async (query) => {
    const name = query.split('=', 1)[0]!
    const answer = await get(visitor(), `/api/1/datasets/?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.json).toEqual({
      errors: { [name]: expect.stringMatching(/\S/) },
      message: 'Input payload validation failed',
    })
  },
)

test.each([
  ['true', 0],
  ['TRUE', 0],
  ['1', 0],
  ['on', 0],
  ['false', 3],
  ['False', 3],
  ['0', 3],
])('featured=%s is a boolean', async (value, total) => {
  expect((await list(`featured=${value}`)).total).toBe(total)
})

test.each(['title', 'created', 'last_update', 'reuses', 'followers', 'views'])('%s sorts both ways', async (key) => {
  for (const sort of [key, `-${key}`]) expect((await list(`sort=${sort}`)).total).toBe(3)
})

test('titles sort in the order that is asked for', async () => {
  expect(titlesOf(await list('sort=title'))).toEqual(['Alpha des musées', 'Beta des musées', 'Gamma des musées'])
  expect(titlesOf(await list('sort=-title'))).toEqual(['Gamma des musées', 'Beta des musées', 'Alpha des musées'])
})

test('the newest come first, unless the caller wants otherwise', async () => {
  expect(titlesOf(await list(''))).toEqual(['Gamma des musées', 'Beta des musées', 'Alpha des musées'])
  expect(idsOf(await list('sort=created'))).toEqual(idsOf(await list('')).reverse())
})

test.each(['organization', 'owner', 'topic', 'dataservice', 'reuse', 'followed_by'])(
  'a slug is no id for %s: 400 and a message',
  async (name) => {
    const answer = await get(visitor(), `/api/1/datasets/?${name}=musees-de-conformite`)
    expect([answer.status, answer.json.message]).toEqual([400, expect.stringMatching(/\S/)])
  },
)

test.each(['organization', 'owner'])('an unknown id of %s is an empty list', async (name) => {
  expect((await list(`${name}=${UNKNOWN_ID}`)).total).toBe(0)
})

test('several tags must all match', async () => {
  expect((await list('tag=page&tag=liste')).total).toBe(3)
  expect((await list('tag=page&tag=autre')).total).toBe(0)
})

test('several words must all match, whatever their case and accents', async () => {
  expect(titlesOf(await list('q=musees%20ALPHA'))).toEqual(['Alpha des musées'])
  expect((await list('q=alpha%20beta')).total).toBe(0)
})

test('lang changes the labels of one request, never the ids; a wrong one is ignored', async () => {
  const at = (query: string) => read(visitor(), `/api/1/datasets/frequencies/${query}`)
  const [french, english] = [await at('?lang=fr'), await at('?lang=en')]
  const ids = (items: { id: string }[]) => items.map(({ id }) => id)
  expect(ids(english)).toEqual(ids(french))
  expect(english).not.toEqual(french)
  expect(await at('?lang=zz')).toEqual(await at(''))
})

test('French is the language of the site, whatever the browser prefers', async () => {
  const path = '/api/1/datasets/frequencies/'
  const french = await read(visitor(), `${path}?lang=fr`)
  expect(await read(visitor(), path)).toEqual(french)
  expect(await read(visitor(), path, { 'Accept-Language': 'en' })).toEqual(french)
})
