/** udata-api.md §1.8 and clients.md §0, 3: other origins, and the headers of every answer. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, newDataset, newLink, UNKNOWN_UUID, worldOfFile, WORDS } from './datasets.kit.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const ELSEWHERE = 'https://portail.example.org'
const HEADERS = [
  'authorization',
  'content-type',
  'x-csrftoken',
  'x-get-datasets-full-objects',
  'x-fields',
  'x-api-key',
  'authentication-token',
]
let link: { id: string }
let dataset: { id: string; slug: string }

beforeAll(async () => {
  dataset = await newDataset(world.as.owner)
  link = await newLink(world.as.owner, dataset.id)
})

const preflight = (path: string, method: string, headers = HEADERS.join(',')) =>
  visitor().call('OPTIONS', path, undefined, {
    Origin: ELSEWHERE,
    'Access-Control-Request-Method': method,
    'Access-Control-Request-Headers': headers,
  })
const namesOf = (value: string | null) => (value ?? '').toLowerCase().split(/\s*,\s*/)

test.each([
  ['GET', '/api/1/datasets/'],
  ['POST', '/api/1/datasets/'],
  ['GET', '/api/2/datasets/search/'],
  ['GET', '/api/2/datasets'],
  ['PUT', '/api/1/datasets/aucun-jeu-de-ce-nom/'],
  ['PUT', '/api/1/datasets/aucun-jeu-de-ce-nom'],
  ['DELETE', '/api/1/datasets/aucun-jeu-de-ce-nom'],
  ['POST', '/api/1/datasets/aucun-jeu-de-ce-nom/featured'],
  ['DELETE', '/api/1/datasets/aucun-jeu-de-ce-nom/badges/spd'],
  ['POST', '/api/1/datasets/aucun-jeu-de-ce-nom/upload/'],
  ['PUT', `/api/2/datasets/aucun/resources/${UNKNOWN_UUID}/extras/`],
  ['PATCH', '/api/1/dataservices/aucun/'],
  ['PUT', '/api/1/organizations/aucune/member/personne'],
  ['GET', '/api/1/me'],
  ['GET', `/api/1/datasets/r/${UNKNOWN_UUID}`],
  ['GET', '/get-csrf'],
  ['POST', '/login/'],
  ['POST', '/logout/'],
  ['POST', '/register/'],
  ['POST', '/oauth/token'],
  ['POST', '/oauth/revoke'],
])('a preflight for %s %s is let through, without a redirect', async (method, path) => {
  const answer = await preflight(path, method)
  expect([answer.status, answer.text]).toEqual([204, ''])
  expect(namesOf(answer.headers.get('access-control-allow-methods'))).toContain(method.toLowerCase())
  expect(namesOf(answer.headers.get('access-control-allow-headers'))).toEqual(expect.arrayContaining(HEADERS))
})

test('a preflight tells caches what it depends on', async () => {
  const answer = await preflight('/api/1/datasets/', 'POST')
  expect(namesOf(answer.headers.get('vary'))).toEqual(
    expect.arrayContaining(['origin', 'access-control-request-method', 'access-control-request-headers']),
  )
})

test('any origin may preflight the API and read it, without credentials', async () => {
  for (const answer of [
    await preflight('/api/1/datasets/', 'POST'),
    await get(visitor(), '/api/1/datasets/', { Origin: ELSEWHERE }),
  ]) {
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  }
})

test.each([
  ['a page', '/api/1/datasets/', 200],
  ['an object', '/api/2/datasets/{d}/', 200],
  ['a permalink', '/api/1/datasets/r/{r}', 302],
  ['another spelling of a slug', '/api/1/datasets/{SLUG}/', 308],
  ['something that is not there', '/api/1/datasets/aucun-jeu-de-ce-nom/', 404],
  ['a wrong parameter', '/api/1/datasets/?page=0', 400],
  ['something to sign in for', '/api/1/me/', 401],
] as const)('other origins may read the answer about %s', async (_, path, status) => {
  const filled = path.replace('{d}', dataset.id).replace('{r}', link.id).replace('{SLUG}', dataset.slug.toUpperCase())
  const answer = await get(visitor(), filled, { Origin: ELSEWHERE })
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, '*'])
  expect(namesOf(answer.headers.get('vary'))).toContain('origin')
})

test('without an origin nothing is allowed to any, but caches know that it matters', async () => {
  const answer = await get(visitor(), '/api/1/datasets/')
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  expect(namesOf(answer.headers.get('vary'))).toContain('origin')
})

test('another origin’s refused key is a readable 401', async () => {
  const answer = await get(visitor(), '/api/1/datasets/', { Origin: ELSEWHERE, 'X-API-KEY': 'cimaise_unknown' })
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, '*'])
})

test('HEAD answers what GET does, without a body', async () => {
  for (const path of ['/api/1/datasets/', `/api/1/datasets/${dataset.id}/`, `/api/2/datasets/${dataset.id}/`]) {
    const [head, body] = [await visitor().call('HEAD', path), await get(visitor(), path)]
    expect([path, head.status, head.text]).toEqual([path, 200, ''])
    expect(head.headers.get('content-type')).toBe(body.headers.get('content-type'))
  }
})

test('HEAD on a permalink redirects, as the crawler expects', async () => {
  const answer = await visitor().call('HEAD', `/api/1/datasets/r/${link.id}`)
  expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://www.example.org/musees.csv'])
})

test('HEAD on what is not there is 404 without a body', async () => {
  const answer = await visitor().call('HEAD', '/api/1/datasets/aucun-jeu-de-ce-nom/')
  expect([answer.status, answer.text]).toEqual([404, ''])
})

test('answers of the API are JSON; a creation has no Location, a page no Link', async () => {
  const made = await world.as.owner.call('POST', '/api/1/datasets/', WORDS)
  expect([made.status, made.headers.get('location')]).toEqual([201, null])
  const page = await get(visitor(), '/api/1/datasets/?page_size=1')
  expect([page.headers.get('content-type'), page.headers.get('link')]).toEqual([
    expect.stringMatching(/^application\/json/),
    null,
  ])
})

test('texts are given back as they were written: rendering them is the reader’s work', async () => {
  const description = '# Titre\n\n<script>alert(1)</script> *et* <b>gras</b> & [lien](https://example.org)'
  const { id } = await newDataset(world.as.owner, { description })
  expect((await bodyOf(get(visitor(), `/api/1/datasets/${id}/`))).description).toBe(description)
})
