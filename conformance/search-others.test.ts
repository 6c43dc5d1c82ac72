/** udata-api.md §3.2, §13: extras of organizations, search of organizations and of posts. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, idsOf, read, worldOfFile } from './datasets.kit.ts'
import { newOrganization, newPost, orgDataset, publishedPost, soon } from './world-b.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const PATH = { organizations: '/api/2/organizations/search/', posts: '/api/2/posts/search/' }
type Kind = keyof typeof PATH
const made = {} as Record<'archives' | 'billetterie' | 'festival' | 'dentelle', { id: string }>

beforeAll(async () => {
  const { siteAdmin, owner } = world.as
  made.archives = await newOrganization(owner, { name: 'Archives des forges' })
  made.billetterie = await newOrganization(owner, { name: 'Billetterie des forges' })
  for (const kind of ['certified', 'public-service'])
    await siteAdmin.call('POST', `/api/1/organizations/${made.archives.id}/badges/`, { kind })
  await siteAdmin.call('POST', `/api/1/organizations/${made.billetterie.id}/badges/`, { kind: 'company' })
  const deleted = await newOrganization(owner, { name: 'Forges éteintes' })
  await owner.call('DELETE', `/api/1/organizations/${deleted.id}/`)
  await orgDataset(world)
  made.festival = await publishedPost(siteAdmin, { name: 'Festival des forges', tags: ['fête'] })
  made.dentelle = await publishedPost(siteAdmin, { name: 'Dentelle au village' })
  await newPost(siteAdmin, { name: 'Forges à venir' })
  // What is published is found at once, or soon: the checks below start when it is, and say so when it is not.
  await soon(async () => expect((await read(visitor(), PATH.posts)).total).toBe(2)).catch(() => undefined)
})

const foundBy = async (kind: Kind, query: string): Promise<string[]> => {
  const ids = idsOf(await read(visitor(), `${PATH[kind]}?${query}`))
  return Object.entries(made).flatMap(([name, { id }]) => (ids.includes(id) ? [name] : []))
}
const facetsOf = async (kind: Kind, query = ''): Promise<Record<string, { name: string; count: number }[]>> =>
  (await read(visitor(), `${PATH[kind]}?${query}`)).facets

test.each([
  ['organizations', 3, ['producer_type']],
  ['posts', 2, ['last_update']],
] as const)('%s: a page, with its counters', async (kind, total, facets) => {
  const page = await read(visitor(), PATH[kind])
  expect(page).toMatchObject({ page: 1, page_size: 20, total, next_page: null, previous_page: null })
  expect(page.data).toHaveLength(total)
  expect(Object.keys(page.facets)).toEqual(expect.arrayContaining([...facets]))
  for (const name of facets) expect(page.facets[name][0]).toEqual({ name: 'all', count: total })
})

test('results are the objects of their own routes', async () => {
  const [organization] = (await read(visitor(), `${PATH.organizations}?q=archives`)).data
  expect(organization).toMatchObject({ id: made.archives.id, name: 'Archives des forges', members: expect.anything() })
  const [post] = (await read(visitor(), `${PATH.posts}?q=dentelle`)).data
  expect(post).toMatchObject({ id: made.dentelle.id, name: 'Dentelle au village', kind: 'news' })
})

test.each<[Kind, string, string[]]>([
  ['organizations', 'q=forges', ['archives', 'billetterie']],
  ['organizations', 'q=billetterie forges', ['billetterie']],
  ['organizations', 'q=introuvable', []],
  ['organizations', 'badge=company', ['billetterie']],
  ['organizations', 'producer_type=public-service', ['archives']],
  ['organizations', 'producer_type=company', ['billetterie']],
  ['posts', 'q=forges', ['festival']],
  ['posts', 'tag=fête', ['festival']],
  ['posts', 'last_update_range=last_30_days', ['festival', 'dentelle']],
])('%s: %s filters', async (kind, query, names) => {
  expect(await foundBy(kind, encodeURI(query))).toEqual(names)
})

test('the counters of producers', async () => {
  const { producer_type } = await facetsOf('organizations')
  expect(producer_type).toEqual(
    expect.arrayContaining([
      { name: 'all', count: 3 },
      { name: 'public-service', count: 1 },
      { name: 'company', count: 1 },
    ]),
  )
  // A filter doesn't narrow its own counter.
  const filtered = await facetsOf('organizations', 'producer_type=company')
  expect(filtered.producer_type).toEqual(expect.arrayContaining([{ name: 'public-service', count: 1 }]))
})

test.each<[Kind, string[]]>([
  ['organizations', ['reuses', 'datasets', 'followers', 'views', 'created']],
  ['posts', ['created', 'last_modified', 'published']],
])('%s sort both ways', async (kind, keys) => {
  for (const key of keys)
    for (const sort of [key, `-${key}`])
      expect([sort, (await get(visitor(), `${PATH[kind]}?sort=${sort}`)).status]).toEqual([sort, 200])
})

test('organizations sort by what they publish', async () => {
  await soon(async () => {
    const { data } = await read(visitor(), `${PATH.organizations}?sort=-datasets`)
    expect(data[0].id).toBe(world.organization.id)
  })
})

test.each<[Kind, string]>([
  ['organizations', 'sort=name'],
  ['organizations', 'producer_type=user'],
  ['organizations', 'producer_type=martiens'],
  ['organizations', 'page=501'],
  ['posts', 'sort=name'],
  ['posts', 'last_update_range=hier'],
  ['posts', 'page=2&page_size=5001'],
])('%s: %s is refused', async (kind, query) => {
  expect((await get(visitor(), `${PATH[kind]}?${query}`)).status).toBe(400)
})

test('past the end, a page of results is empty or is not there', async () => {
  for (const path of Object.values(PATH)) expect([200, 404]).toContain((await get(visitor(), `${path}?page=9`)).status)
})

const extrasOf = (id: string) => `/api/2/organizations/${id}/extras/`

test('extras of an organization: set, merged, removed', async () => {
  const { id } = await newOrganization(world.as.owner, { extras: { un: 1 } })
  const put = (body: unknown) => world.as.owner.call('PUT', extrasOf(id), body)
  expect(await read(visitor(), extrasOf(id))).toEqual({ un: 1 })
  expect(await bodyOf(put({ deux: [2], trois: { t: 3 } }))).toEqual({ un: 1, deux: [2], trois: { t: 3 } })
  expect(await bodyOf(put({ un: null, deux: 'deux' }))).toEqual({ deux: 'deux', trois: { t: 3 } })
  expect((await world.as.owner.call('DELETE', extrasOf(id), ['deux', 'inconnue'])).status).toBe(204)
  expect(await read(visitor(), extrasOf(id))).toEqual({ trois: { t: 3 } })
})

test('extras are an object, their keys to remove a list', async () => {
  const { id } = await newOrganization(world.as.owner)
  for (const body of [['un'], 'un', 1]) expect((await world.as.owner.call('PUT', extrasOf(id), body)).status).toBe(400)
  expect((await world.as.owner.call('DELETE', extrasOf(id), { un: 1 })).status).toBe(400)
})

test('extras of what was deleted are gone', async () => {
  const { id } = await newOrganization(world.as.owner)
  await bodyOf(world.as.owner.call('DELETE', `/api/1/organizations/${id}/`), 204)
  expect((await get(visitor(), extrasOf(id))).status).toBe(410)
  expect((await world.as.owner.call('PUT', extrasOf(id), { un: 1 })).status).toBe(410)
})

const FIELD = { title: 'fonds', description: 'Le fonds.', type: 'choice', choices: ['photo', 'plan'] }
test('an organization declares metadata of its own', async () => {
  const { id } = await newOrganization(world.as.owner)
  const custom = [FIELD, { title: 'cote', description: 'La cote.', type: 'str' }]
  expect(await bodyOf(world.as.owner.call('PUT', extrasOf(id), { custom }))).toEqual({ custom })
  const dataset = (extras: object) =>
    world.as.owner.call('POST', '/api/1/datasets/', { title: 'Plans', description: 'Plans.', organization: id, extras })
  expect((await dataset({ 'custom:fonds': 'plan' })).status).toBe(201)
  expect((await dataset({ 'custom:fonds': 'film' })).status).toBe(400)
  expect((await dataset({ 'custom:inconnu': 'x' })).status).toBe(400)
})

test.each([
  ['no list', {}],
  ['an unknown type', [{ ...FIELD, type: 'poids' }]],
  ['a choice of nothing', [{ ...FIELD, choices: undefined }]],
  ['choices of a text', [{ ...FIELD, type: 'str' }]],
  ['no title', [{ ...FIELD, title: undefined }]],
])('a declaration with %s is refused', async (_, custom) => {
  const { id } = await newOrganization(world.as.owner)
  expect((await world.as.owner.call('PUT', extrasOf(id), { custom })).status).toBe(400)
})
