/** udata-api.md §2.6, §3.2, §12.4: lists of reuses, in both versions, suggestions and feed. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, idsOf, newDataset, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import { newDataservice, newReuse } from './world-b.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const BASE = '/api/1/reuses/'
interface Made {
  id: string
  title: string
}
const made = {} as Record<'carte' | 'article' | 'jeu' | 'privee' | 'supprimee', Made>
let dataset: Made
let dataservice: Made

beforeAll(async () => {
  const organization = world.organization.id
  dataset = await newDataset(world.as.owner, { title: 'Musées' })
  dataservice = await newDataservice(world.as.owner)
  made.carte = await newReuse(world.as.editor, {
    title: 'Carte des vitraux',
    tags: ['vitraux', 'carte'],
    datasets: [dataset.id],
    organization,
  })
  made.article = await newReuse(world.as.owner, {
    title: 'Article sur les vitraux',
    type: 'news_article',
    tags: ['vitraux'],
    dataservices: [dataservice.id],
  })
  made.jeu = await newReuse(world.as.owner, { title: 'Un jeu', topic: 'education_and_research', type: 'application' })
  made.privee = await newReuse(world.as.editor, { title: 'Vitraux privés', private: true, organization })
  made.supprimee = await newReuse(world.as.editor, { title: 'Vitraux supprimés', organization })
  await bodyOf(world.as.editor.call('DELETE', `${BASE}${made.supprimee.id}/`), 204)
  await world.as.siteAdmin.call('POST', `${BASE}${made.jeu.id}/featured/`)
  await world.as.siteAdmin.call('POST', `/api/1/organizations/${organization}/badges/`, { kind: 'certified' })
})

const named = (ids: string[]) => Object.entries(made).flatMap(([name, { id }]) => (ids.includes(id) ? [name] : []))
const list = async (query = '') => named(idsOf(await read(visitor(), `${BASE}?${query}`)))

test('the public sees what is public, the newest first', async () => {
  const page = await read(visitor(), BASE)
  expect(page).toMatchObject({ page: 1, page_size: 20, total: 3, next_page: null, previous_page: null })
  expect(idsOf(page)).toEqual([made.jeu.id, made.article.id, made.carte.id])
})

test('members see what is theirs, private and deleted too; a site’s administrator sees all', async () => {
  for (const role of ['partial', 'editor', 'siteAdmin'] as const)
    expect([role, (await read(world.as[role], BASE)).total]).toEqual([role, 5])
  expect((await read(world.as.outsider, BASE)).total).toBe(3)
})

test('in lists, datasets are short', async () => {
  const { data } = await read(visitor(), BASE)
  const found = data.find(({ id }: Made) => id === made.carte.id)
  expect(found.datasets).toHaveLength(1)
  expect(Object.keys(found.datasets[0]).sort()).toEqual(['id', 'page', 'title', 'uri'])
})

test.each([
  ['q=vitraux', ['carte', 'article']],
  ['q=vitraux article', ['article']],
  ['type=news_article', ['article']],
  ['topic=education_and_research', ['jeu']],
  ['tag=vitraux', ['carte', 'article']],
  ['tag=vitraux&tag=carte', ['carte']],
  ['featured=true', ['jeu']],
  ['featured=false', ['carte', 'article']],
  ['organization_badge=certified', ['carte']],
  ['organization_badge=company', []],
])('%s filters', async (query, names) => {
  expect(await list(encodeURI(query))).toEqual(names)
})

test('filters by id', async () => {
  expect(await list(`dataset=${dataset.id}`)).toEqual(['carte'])
  expect(await list(`dataservice=${dataservice.id}`)).toEqual(['article'])
  expect(await list(`organization=${world.organization.id}`)).toEqual(['carte'])
  expect(await list(`owner=${world.people.owner.user.id}`)).toEqual(['article', 'jeu'])
})

test.each(['dataset', 'dataservice', 'organization', 'owner'])('%s is an id, not a slug', async (name) => {
  const answer = await get(visitor(), `${BASE}?${name}=un-nom`)
  expect([name, answer.status]).toEqual([name, 400])
})

test.each(['type=sculpture', 'topic=musees', 'sort=type', 'featured=maybe', 'page=0'])(
  '%s is refused',
  async (query) => {
    expect((await get(visitor(), `${BASE}?${query}`)).status).toBe(400)
  },
)

test.each(['title', 'created', 'last_modified', 'datasets', 'followers', 'views'])(
  '%s sorts both ways',
  async (key) => {
    for (const sort of [key, `-${key}`]) expect((await read(visitor(), `${BASE}?sort=${sort}`)).total).toBe(3)
  },
)

test('titles sort in the order that is asked for', async () => {
  const ids = idsOf(await read(visitor(), `${BASE}?sort=title`))
  expect(ids).toEqual([made.article.id, made.carte.id, made.jeu.id])
  expect(idsOf(await read(visitor(), `${BASE}?sort=-title`))).toEqual([...ids].reverse())
})

test('suggestions are short, and public', async () => {
  const found = await read(world.as.editor, `${BASE}suggest/?q=vitraux&size=10`)
  expect(found.map(({ id }: Made) => id).sort()).toEqual([made.carte.id, made.article.id].sort())
  expect(Object.keys(found[0]).sort()).toEqual(['id', 'image_url', 'page', 'slug', 'title'])
  expect(await read(visitor(), `${BASE}suggest/?q=vitraux&size=1`)).toHaveLength(1)
})

test('the feed is Atom, of what is public', async () => {
  const answer = await get(visitor(), `${BASE}recent.atom`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringMatching(/^application\/atom\+xml/),
  ])
  expect(answer.text).not.toContain(made.privee.title)
  expect(answer.text).not.toContain(made.supprimee.title)
})

test('version 2: links instead of lists', async () => {
  const page = await read(visitor(), `/api/2/reuses/?dataset=${dataset.id}`)
  expect(idsOf(page)).toEqual([made.carte.id])
  const [{ datasets, dataservices }] = page.data
  expect(datasets).toEqual({
    rel: 'subsection',
    href: expect.stringContaining(`/api/2/datasets/?reuse=${made.carte.id}`),
    type: 'GET',
    total: 1,
  })
  expect(dataservices).toMatchObject({
    href: expect.stringContaining(`/api/1/dataservices/?reuse=${made.carte.id}`),
    total: 0,
  })
  expect(idsOf(await read(visitor(), new URL(datasets.href).pathname + new URL(datasets.href).search))).toEqual([
    dataset.id,
  ])
})

test('version 2 has the filters of version 1', async () => {
  const ids = async (query: string) => named(idsOf(await read(visitor(), `/api/2/reuses/?${query}`)))
  expect(await ids('tag=vitraux')).toEqual(['carte', 'article'])
  expect(await ids(`owner=${world.people.owner.user.id}`)).toEqual(['article', 'jeu'])
  expect((await get(visitor(), '/api/2/reuses/?type=sculpture')).status).toBe(400)
  expect((await get(visitor(), '/api/2/reuses/?page=2')).status).toBe(404)
})

test('datasets are found by the reuse that uses them', async () => {
  for (const version of [1, 2]) {
    const path = `/api/${version}/datasets/?reuse=`
    expect(idsOf(await read(visitor(), `${path}${made.carte.id}`))).toEqual([dataset.id])
    // Unknown: as if nothing had been asked (udata-api.md §2.1.1).
    expect((await get(visitor(), `${path}${UNKNOWN_ID}`)).status).toBe(200)
  }
})
