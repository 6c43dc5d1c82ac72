/** udata-api.md §1.6: how refusals look, by the age of the code behind the route. */
import { beforeAll, expect, test } from 'vitest'
import {
  bodyOf,
  deleteDataset,
  get,
  LINK,
  newDataset,
  rawCall,
  UNKNOWN_UUID,
  WORDS,
  worldOfFile,
} from './datasets.kit.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const SENTENCE = expect.stringMatching(/\S/)
let dataset: string

beforeAll(async () => {
  dataset = (await newDataset(world.as.owner)).id
})

const post = (path: string, body: unknown) => world.as.owner.call('POST', `/api/1${path}`, body)

test('a form-based refusal is lists of sentences by field, without a message', async () => {
  const answer = await post('/datasets/', {})
  expect(answer.status).toBe(400)
  expect(answer.json).toEqual({ errors: { title: [SENTENCE], description: [SENTENCE] } })
})

test('a resource that is refused by its own route is told field by field', async () => {
  const answer = await post(`/datasets/${dataset}/resources/`, { filetype: 'remote' })
  expect(answer.status).toBe(400)
  expect(answer.json).toEqual({ errors: { title: [SENTENCE], url: [SENTENCE] } })
})

test('errors of a list stand at the place of their item', async () => {
  const resources = [LINK, { ...LINK, url: 'pas une adresse' }]
  const answer = await world.as.owner.call('PUT', `/api/1/datasets/${dataset}/`, { resources })
  expect(answer.status).toBe(400)
  expect(answer.json.errors.resources).toEqual([{}, { url: [SENTENCE] }])
})

test('a model-based refusal is one sentence a field, and a message', async () => {
  const answer = await post('/organizations/', { name: 'Sans description' })
  expect([answer.status, answer.json]).toEqual([400, { errors: { description: SENTENCE }, message: SENTENCE }])
})

test.each([
  ['/organizations/', { name: '   ', description: 'x' }, 'name'],
  ['/organizations/', { name: 'Une', description: ' \n ' }, 'description'],
  ['/reuses/', { title: ' ' }, 'title'],
  ['/discussions/', { title: ' ', comment: 'x' }, 'title'],
])('only spaces count as nothing: POST %s %j', async (path, body, field) => {
  const answer = await post(path, body)
  expect([answer.status, answer.json.errors[field]]).toEqual([400, SENTENCE])
})

const sendAs = (type: string, path: string, body: string, method = 'POST') =>
  rawCall(`${world.url}/api/1${path}`, {
    method,
    body,
    headers: { 'X-API-KEY': world.people.owner.key, 'Content-Type': type },
  })

test.each([
  ['POST', '/datasets/'],
  ['PUT', '/datasets/{d}/'],
  ['POST', '/datasets/{d}/resources/'],
  ['POST', '/datasets/community_resources/'],
])('%s %s, form-based, takes JSON only, and says so', async (method, path) => {
  const answer = await sendAs('text/plain', path.replace('{d}', dataset), 'title=Musées', method)
  expect([answer.status, answer.json]).toEqual([400, { errors: { 'Content-Type': expect.anything() } }])
})

test('a model-based route refuses what is not JSON with 415, and what is broken with 400', async () => {
  expect((await sendAs('text/plain', '/organizations/', 'name=Musées')).status).toBe(415)
  expect((await sendAs('application/json', '/organizations/', '{"name": ')).status).toBe(400)
})

test('broken JSON is the sender’s mistake everywhere', async () => {
  for (const path of ['/datasets/', `/datasets/${dataset}/resources/`, '/discussions/', '/me/api_tokens/'])
    expect([path, (await sendAs('application/json', path, '{"title": ')).status]).toEqual([path, 400])
})

test.each(['[]', '"texte"', '12'])('%s is JSON, but no object', async (body) => {
  for (const path of ['/datasets/', '/discussions/']) {
    const answer = await sendAs('application/json', path, body)
    expect([answer.status, Object.keys(answer.json.errors)]).toEqual([400, ['request']])
  }
})

test('keys that nobody knows and read-only ones are ignored', async () => {
  const id = '0123456789abcdef01234567'
  const body = { ...WORDS, id, slug: 'choisi', created_at: '2001-01-01', permissions: {}, couleur: 'bleu', metrics: 1 }
  const made = await bodyOf(post('/datasets/', body), 201)
  expect(made.id).not.toBe(id)
  expect(made.slug).not.toBe('choisi')
  expect(made.created_at).not.toMatch(/^2001/)
  expect(made).not.toHaveProperty('couleur')
})

test('an unknown frequency is a message, not a field', async () => {
  const answer = await post('/datasets/', { ...WORDS, frequency: 'parfois' })
  expect([answer.status, answer.json]).toEqual([400, { message: expect.stringContaining('parfois') }])
})

test('a refused extension says where the accepted ones are', async () => {
  const answer = await world.as.owner.call('GET', '/api/1/datasets/extensions/')
  expect(answer.json).not.toContain('exe')
  const refused = await world.as.owner.upload(`/api/1/datasets/${dataset}/upload/`, 'virus.exe', 'MZ')
  expect(refused.status).toBe(400)
  expect(refused.json.message).toContain('/api/1/datasets/extensions/')
})

test('an upload without a file is refused in the shape of uploads', async () => {
  const form = new FormData()
  form.append('filename', 'musees.csv')
  const answer = await rawCall(`${world.url}/api/1/datasets/${dataset}/upload/`, {
    method: 'POST',
    headers: { 'X-API-KEY': world.people.owner.key },
    body: form,
  })
  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ success: false, error: SENTENCE })
})

test.each([
  '/api/1/datasets/aucun-jeu-de-ce-nom/',
  '/api/2/datasets/aucun-jeu-de-ce-nom/',
  `/api/1/datasets/r/${UNKNOWN_UUID}`,
  `/api/2/datasets/resources/${UNKNOWN_UUID}/`,
  `/api/1/datasets/community_resources/${UNKNOWN_UUID}/`,
  '/api/1/organizations/aucune/',
  '/api/1/aucune-route/',
  '/api/2/aucune-route/',
])('GET %s is 404 with a message', async (path) => {
  const answer = await get(visitor(), path)
  expect([answer.status, answer.json]).toEqual([404, { message: SENTENCE }])
})

test.each([
  `/api/1/datasets/r/${UNKNOWN_UUID}`,
  '/api/1/datasets/aucun-jeu-de-ce-nom/',
  '/datasets/aucun-jeu-de-ce-nom',
])('a browser at %s gets a page that says 404', async (path) => {
  const answer = await get(visitor(), path, { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, expect.stringMatching(/^text\/html/)])
})

test('what was deleted is 410 with a message, and a deletion answers nothing', async () => {
  const { id } = await newDataset(world.as.owner)
  const deleted = await world.as.owner.call('DELETE', `/api/1/datasets/${id}/`)
  expect([deleted.status, deleted.text]).toEqual([204, ''])
  const answer = await get(visitor(), `/api/1/datasets/${id}/`)
  expect([answer.status, answer.json]).toEqual([410, { message: SENTENCE }])
})

test.each([
  ['PATCH', '/api/1/datasets/', ['GET', 'POST']],
  ['DELETE', '/api/1/datasets/', ['GET', 'POST']],
  ['POST', '/api/1/datasets/suggest/formats/', ['GET']],
  ['DELETE', '/api/2/datasets/', ['GET']],
  ['GET', '/api/1/datasets/{d}/upload/', ['POST']],
  ['PATCH', '/api/1/datasets/{d}/', ['GET', 'PUT', 'DELETE']],
  ['GET', '/api/1/datasets/{d}/resources/', ['POST', 'PUT']],
])('%s %s is not a method of this path: 405, and those that are', async (method, path, allowed) => {
  const answer = await world.as.owner.call(method, path.replace('{d}', dataset), method === 'GET' ? undefined : {})
  expect([answer.status, answer.json]).toEqual([405, { message: SENTENCE }])
  const allow = (answer.headers.get('allow') ?? '').split(/\s*,\s*/)
  for (const name of allowed) expect(allow).toContain(name)
  expect(allow).not.toContain(method)
})

test('no answer of the API has a stack, a path of the machine or a query', async () => {
  const { id } = await newDataset(world.as.owner)
  await deleteDataset(world.as.owner, id)
  const answers = await Promise.all([
    get(visitor(), '/api/1/datasets/%00/'),
    get(visitor(), '/api/1/datasets/?tag=%00'),
    get(visitor(), `/api/1/datasets/?q=${'x'.repeat(3_000)}`),
    post('/datasets/', { ...WORDS, title: 'nul \u0000 nul' }),
    post('/datasets/', { ...WORDS, extras: { profond: { a: [1, { b: '\u0000' }] } } }),
    get(visitor(), '/api/1/datasets/%E0%A4%A/'),
  ])
  for (const { status, text } of answers) {
    expect(status).toBeLessThan(500)
    expect(text).not.toMatch(/select |pg_|node_modules|\.ts:\d/i)
  }
})
