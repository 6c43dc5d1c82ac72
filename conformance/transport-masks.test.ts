/** udata-api.md §1.3: the fields that a client asks for. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, newDataset, newLink, read, worldOfFile, WORDS } from './datasets.kit.ts'

const world = worldOfFile()
let v1: string
let v2: string

beforeAll(async () => {
  const dataset = await newDataset(world.as.editor, {
    title: 'Jeu à masquer',
    organization: world.organization.id,
    tags: ['masque'],
    extras: { premier: 1, second: 2 },
  })
  await newLink(world.as.editor, dataset.id, { title: 'Un' })
  await newLink(world.as.editor, dataset.id, { title: 'Deux' })
  v1 = `/api/1/datasets/${dataset.id}/`
  v2 = `/api/2/datasets/${dataset.id}/`
})

const masked = (path: string, mask: string) => read(world.as.anonymous, path, { 'X-Fields': mask })
/** The keys at every level, values left out; lists are told by their first item. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return [shapeOf(value[0])]
  if (value === null || typeof value !== 'object') return true
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, shapeOf(inside)]))
}

test.each([
  ['{id,title}', { id: true, title: true }],
  ['id,title', { id: true, title: true }],
  ['{ id , title }', { id: true, title: true }],
  ['id,resources{id,url}', { id: true, resources: [{ id: true, url: true }] }],
  ['{id,organization{name,badges{kind}}}', { id: true, organization: { name: true, badges: [true] } }],
  ['organization{id,name},title', { organization: { id: true, name: true }, title: true }],
  ['id,nothing_of_that_name', { id: true }],
  ['nothing_of_that_name', {}],
  ['id,resources{nothing_of_that_name}', { id: true, resources: [{}] }],
  ['extras{premier}', { extras: { premier: true } }],
  ['metrics{views,followers}', { metrics: { views: true, followers: true } }],
  ['quality{score}', { quality: { score: true } }],
  ['permissions{edit}', { permissions: { edit: true } }],
])('the mask %s of a dataset gives these keys and no other', async (mask, shape) => {
  expect(shapeOf(await masked(v1, mask))).toEqual(shape)
})

test.each([
  ['resources{total}', { resources: { total: true } }],
  ['id,resources{href,type}', { id: true, resources: { href: true, type: true } }],
  ['title,extras{second}', { title: true, extras: { second: true } }],
])('the mask %s of a dataset of version 2 gives these keys and no other', async (mask, shape) => {
  expect(shapeOf(await masked(v2, mask))).toEqual(shape)
})

test('the mask of a page starts at its root', async () => {
  const page = await masked('/api/1/datasets/?tag=masque', 'data{id,title},total')
  expect(shapeOf(page)).toEqual({ data: [{ id: true, title: true }], total: true })
  expect(await masked('/api/1/datasets/?tag=masque', 'id,title')).toEqual({})
})

test('data{…},next_page, as the Python client asks for it', async () => {
  const page = await masked('/api/2/datasets/?tag=masque', 'data{id,organization{name}},next_page')
  expect(shapeOf(page)).toEqual({ data: [{ id: true, organization: { name: true } }], next_page: true })
})

test('a star is everything else, beside what is narrowed', async () => {
  const whole = await read(world.as.anonymous, v1)
  const narrowed = await masked(v1, '*,resources{id}')
  for (const key of Object.keys(whole)) expect(narrowed).toHaveProperty(key)
  expect(narrowed.title).toBe(whole.title)
  expect(narrowed.resources).toEqual(whole.resources.map(({ id }: { id: string }) => ({ id })))
})

test('a mask gives what is hidden by default', async () => {
  expect(await read(world.as.anonymous, v1)).not.toHaveProperty('community_resources')
  expect(await masked(v1, 'community_resources')).toEqual({ community_resources: [] })
  expect((await masked(v1, '{*}')).community_resources).toEqual([])
})

test('presentation_blocs of an organization are given to those who ask for them only', async () => {
  const path = `/api/1/organizations/${world.organization.id}/`
  expect(await read(world.as.anonymous, path)).not.toHaveProperty('presentation_blocs')
  expect(await masked(path, 'id,presentation_blocs')).toHaveProperty('presentation_blocs')
})

test('a mask never gives what an object does not show', async () => {
  const path = `/api/1/organizations/${world.organization.id}/`
  expect(await masked(path, 'id,requests,password')).toEqual({ id: world.organization.id })
})

test.each([
  ['/api/1/datasets/licenses/', 'id'],
  ['/api/1/datasets/frequencies/', 'label'],
  ['/api/1/organizations/roles/', 'id'],
])('the items of %s are masked', async (path, mask) => {
  const items = await masked(path, mask)
  expect(items.length).toBeGreaterThan(0)
  for (const item of items) expect(Object.keys(item)).toEqual([mask])
})

test('the answer of a write is masked too', async () => {
  const headers = { 'X-Fields': 'id,title' }
  const made = await bodyOf(world.as.owner.call('POST', '/api/1/datasets/', WORDS, headers), 201)
  expect(Object.keys(made).sort()).toEqual(['id', 'title'])
  const put = world.as.owner.call('PUT', `/api/1/datasets/${made.id}/`, { title: 'Autre' }, headers)
  expect(await bodyOf(put)).toEqual({ id: made.id, title: 'Autre' })
})

test.each(['title{id}', 'private{id}', 'id,license{title}'])('%s, inside a scalar, is a mask error', async (mask) => {
  const answer = await get(world.as.anonymous, v1, { 'X-Fields': mask })
  expect([answer.status, answer.json.message]).toEqual([400, expect.stringMatching(/mas(k|que)/i)])
})

test.each(['{id,title', 'resources{id', 'id}'])('%s cannot be read: 400', async (mask) => {
  const answer = await get(world.as.anonymous, v1, { 'X-Fields': mask })
  expect([answer.status, answer.json.message]).toEqual([400, expect.stringMatching(/mas(k|que)/i)])
})

test.each([
  '/api/1/datasets/badges/',
  '/api/1/datasets/suggest/formats/?q=csv',
  '/api/1/tags/suggest/?q=masque',
  '/api/1/reports/reasons/',
  '/api/1/access_type/reason_categories/',
])('%s is plain JSON and ignores masks', async (path) => {
  expect(await masked(path, 'nothing')).toEqual(await read(world.as.anonymous, path))
})

test('extras and the resource by its id alone ignore masks', async () => {
  const [resource] = (await read(world.as.anonymous, v1)).resources
  for (const path of [`${v2}extras/`, `/api/2/datasets/resources/${resource.id}/`])
    expect(await masked(path, 'nothing')).toEqual(await read(world.as.anonymous, path))
})
