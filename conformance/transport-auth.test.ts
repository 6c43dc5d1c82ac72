/** udata-api.md §1.1 and §1.2: who asks, and what the API says of itself. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { bodyOf, get, newDataset, read, WORDS, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const visitor = () => world.as.anonymous
const PUBLIC = ['/api/1/datasets/', '/api/2/datasets/', '/api/1/organizations/', '/api/1/datasets/frequencies/']

const newKey = (changes: object = {}) =>
  bodyOf(world.as.outsider.call('POST', '/api/1/me/api_tokens/', { name: 'Essai', ...changes }), 201)
const withKey = (key: string, path: string) => get(visitor(), path, { 'X-API-KEY': key })

test.each(PUBLIC)('an unknown key is refused on %s, public as it is', async (path) => {
  const answer = await withKey('cimaise_unknown', path)
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="uData"'])
  expect(answer.json.message).toMatch(/\S/)
})

test('unknown, revoked and expired keys are refused, each with its own sentence', async () => {
  const expiring = await newKey({ expires_at: new Date(Date.now() + 2_000).toISOString() })
  const revoked = await newKey()
  for (const { token } of [expiring, revoked]) expect((await withKey(token, '/api/1/datasets/')).status).toBe(200)
  await bodyOf(world.as.outsider.call('DELETE', `/api/1/me/api_tokens/${revoked.id}/`), 204)
  await sleep(2_200)
  const answers = await Promise.all(
    ['cimaise_unknown', revoked.token, expiring.token].map((key) => withKey(key, '/api/1/datasets/')),
  )
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
  expect(new Set(answers.map(({ json }) => json.message)).size).toBe(3)
})

test('the key of a person who left is refused, even where everybody may read', async () => {
  const leaver = await world.person('Lea Partante')
  await bodyOf(leaver.call('DELETE', '/api/1/me/'), 204)
  expect((await get(leaver, '/api/1/datasets/')).status).toBe(401)
})

test('a key begins with its prefix, and remembers when and with what it was used', async () => {
  const { id, token, token_prefix: prefix } = await newKey()
  expect(token).toMatch(/^cimaise_/)
  expect(token.startsWith(prefix)).toBe(true)
  await read(visitor(), '/api/1/me/', { 'X-API-KEY': token, 'User-Agent': 'conformite/1.0' })
  await expect
    .poll(async () => {
      const keys = await read(world.as.outsider, '/api/1/me/api_tokens/')
      return keys.find((key: { id: string }) => key.id === id)
    })
    .toMatchObject({ last_used_at: expect.any(String), user_agents: ['conformite/1.0'] })
})

test('a bad bearer token leaves the caller anonymous: public answers, and 401 elsewhere', async () => {
  const headers = { Authorization: 'Bearer nobody-gave-this' }
  expect((await get(visitor(), '/api/1/datasets/', headers)).status).toBe(200)
  expect((await get(visitor(), '/api/1/me/', headers)).status).toBe(401)
  expect((await visitor().call('POST', '/api/1/datasets/', WORDS, headers)).status).toBe(401)
})

test.each([
  ['GET', '/api/1/me/'],
  ['POST', '/api/1/datasets/'],
  ['POST', '/api/1/organizations/'],
  ['POST', '/api/1/datasets/community_resources/'],
  ['GET', '/api/1/me/datasets/'],
])('%s %s without an identity is 401 with a message and the realm', async (method, path) => {
  const answer = await visitor().call(method, path, method === 'POST' ? {} : undefined)
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="uData"'])
  expect(answer.json).toEqual({ message: expect.stringMatching(/\S/) })
})

test('who is known but may not gets 403 and a message', async () => {
  const dataset = await newDataset(world.as.owner)
  const answer = await world.as.outsider.call('PUT', `/api/1/datasets/${dataset.id}/`, { title: 'Autre' })
  expect([answer.status, answer.json]).toEqual([403, { message: expect.stringMatching(/\S/) }])
  expect(answer.headers.get('www-authenticate')).toBeNull()
})

const signIn = async () => {
  const { user, password } = world.people.owner
  const answer = await visitor().call('POST', '/login/', { email: user.email, password })
  expect(answer.status).toBe(200)
  return (answer.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? ''
}

test('a session wins over the headers, which are not even read', async () => {
  const headers = { Cookie: await signIn(), 'X-API-KEY': 'cimaise_unknown' }
  expect((await read(visitor(), '/api/1/me/', headers)).email).toBe(world.people.owner.user.email)
})

test('a session writes without a CSRF token, and the owner is who signed in', async () => {
  const { json } = await visitor().call('POST', '/api/1/datasets/', WORDS, { Cookie: await signIn() })
  expect(json.owner.id).toBe(world.people.owner.user.id)
})

test('the session cookie is kept from scripts and from other sites', async () => {
  const { user, password } = world.people.owner
  const answer = await visitor().call('POST', '/login/', { email: user.email, password })
  expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly/i)
  expect(answer.headers.get('set-cookie')).toMatch(/SameSite=Lax/i)
})

test.each(['/api/1/swagger.json', '/api/2/swagger.json'])('%s is a Swagger 2.0 document', async (path) => {
  const document = await read(visitor(), path)
  expect(document.swagger).toBe('2.0')
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
  expect(document.securityDefinitions.apikey).toMatchObject({ type: 'apiKey', in: 'header', name: 'X-API-KEY' })
  for (const path of Object.keys(document.paths)) expect(path).toMatch(/^\//)
})

test('the Swagger document says that reordering answers a list', async () => {
  const { paths } = await read(visitor(), '/api/1/swagger.json')
  expect(paths['/datasets/{dataset}/resources/'].put.responses['200'].schema.type).toBe('array')
})

test.each(['/api/1/', '/api/2/'])('%s leads people to the documentation', async (path) => {
  const answer = await get(visitor(), path, { Accept: 'text/html' })
  expect([200, 301, 302, 307, 308]).toContain(answer.status)
})
