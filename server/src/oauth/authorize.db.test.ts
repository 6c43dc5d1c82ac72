import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type TestApp } from '../testing/test-app.ts'
import { addressFor, CALLBACK, signedInAs, type Browser } from '../testing/oauth-portal.ts'
import { createClient } from './index.ts'
import type { OauthClient } from './model.ts'

let app: TestApp
let portal: OauthClient
let camille: Browser
beforeAll(async () => {
  app = await startTestApp()
  const { db } = app.database
  portal = (await createClient(db, { name: 'Portail <b>culture</b>', redirectUris: [CALLBACK] })).client
  camille = await signedInAs(app, 'Camille Perrin')
})
afterAll(() => app.close())

const HTML = { Accept: 'text/html,application/xhtml+xml' }
const locationOf = (answer: { headers: Headers }): URL => new URL(answer.headers.get('location') ?? '', app.url)
const codesGiven = async (): Promise<number> =>
  (await app.database.pool.query('select 1 from oauth_codes')).rowCount ?? 0

test('a program is told what is asked; so is the page of another front', async () => {
  for (const path of [addressFor(portal), addressFor(portal).replace('/authorize', '/client_info')]) {
    const answer = await camille.call('GET', path, undefined, { Accept: 'application/json' })
    expect([answer.status, answer.json]).toEqual([200, { client: { name: portal.name }, scopes: ['default'] }])
  }
})

test('a person reads who asks, in French or in English, on a page that no other site can show', async () => {
  const page = await camille.call('GET', addressFor(portal), undefined, HTML)
  expect(page.status).toBe(200)
  expect(page.text).toContain('<html lang="fr">')
  expect(page.text).toContain('Portail &lt;b&gt;culture&lt;/b&gt;')
  expect(page.text).toContain('Camille Perrin')
  expect(page.text).toContain('portail.example')
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.headers.get('x-frame-options')).toBe('DENY')
  const policy = page.headers.get('content-security-policy')
  expect(policy).toContain("form-action 'self' https://portail.example;")
  expect(policy).toContain("frame-ancestors 'none'")
  const english = await camille.call('GET', addressFor(portal), undefined, { ...HTML, 'Accept-Language': 'en-GB,fr' })
  expect(english.text).toContain('<html lang="en">')
  expect(english.text).toContain('act on your behalf')
})

test('the answer yes goes back with a code and the state; the code is kept as a hash only', async () => {
  const answer = await camille.form(addressFor(portal), { accept: '' })
  expect(answer.status).toBe(302)
  const location = locationOf(answer)
  expect(location.origin + location.pathname).toBe(CALLBACK)
  expect(location.searchParams.get('state')).toBe('état & co')
  const code = location.searchParams.get('code') ?? ''
  expect(code).toMatch(/^[\w-]{43}$/)
  const { rows } = await app.database.pool.query('select * from oauth_codes')
  expect(JSON.stringify(rows)).not.toContain(code)
})

test.each([
  ['declines', { decline: '1' }],
  ['says nothing', {}],
  ['says both', { accept: '1', decline: '1' }],
])('a person who %s goes back without a code', async (_, form) => {
  const before = await codesGiven()
  const { searchParams } = locationOf(await camille.form(addressFor(portal), form))
  expect(Object.fromEntries(searchParams)).toMatchObject({ error: 'access_denied', state: 'état & co' })
  expect(searchParams.has('code')).toBe(false)
  expect(await codesGiven()).toBe(before)
})

test.each([
  ['implicit grants', { response_type: 'token' }, 'unsupported_response_type'],
  ['no kind of answer', { response_type: undefined }, 'invalid_request'],
  ['no challenge', { code_challenge: undefined }, 'invalid_request'],
  ['a challenge that is none', { code_challenge: 'short' }, 'invalid_request'],
  ['an unknown method', { code_challenge_method: 'S512' }, 'invalid_request'],
  ['an unknown scope', { scope: 'default root' }, 'invalid_scope'],
  ['a scope that the client may not have', { scope: 'admin' }, 'invalid_scope'],
])('%s: the browser goes back with the reason, whatever the person says', async (_, change, error) => {
  for (const answer of [
    await camille.call('GET', addressFor(portal, change), undefined, HTML),
    await camille.form(addressFor(portal, change), { accept: '1' }),
  ]) {
    expect(answer.status).toBe(302)
    const { searchParams, host } = locationOf(answer)
    expect(host).toBe('portail.example')
    expect(Object.fromEntries(searchParams)).toMatchObject({ error, state: 'état & co' })
    expect(searchParams.has('code')).toBe(false)
  }
})

test.each([
  ['an address that only looks like it', { redirect_uri: `${CALLBACK}/` }],
  ['another host', { redirect_uri: 'https://evil.example/login/callback' }],
  ['a longer address', { redirect_uri: `${CALLBACK}?a=1` }],
  ['an empty address', { redirect_uri: '' }],
  ['an unknown client', { client_id: '64b7f0c0d5e1a2b3c4d5e6f7' }],
  ['a client that is none', { client_id: '\u0000' }],
  ['no client', { client_id: undefined }],
])('%s: nobody is sent anywhere', async (_, change) => {
  for (const answer of [
    await camille.call('GET', addressFor(portal, change), undefined, HTML),
    await camille.call('GET', addressFor(portal, change), undefined, { Accept: 'application/json' }),
    await camille.form(addressFor(portal, change), { accept: '1' }),
  ]) {
    expect(answer.status).toBe(400)
    expect(answer.headers.get('location')).toBeNull()
  }
})

test('a parameter given twice is refused', async () => {
  const answer = await camille.call('GET', `${addressFor(portal)}&client_id=${portal.id}`, undefined, HTML)
  expect(answer.status).toBe(400)
})

test('nobody signed in: a program gets 401, a person signs in and comes back to the question', async () => {
  const visitor = anonymous(app.url)
  const program = { Accept: 'application/json' }
  expect((await visitor.call('GET', addressFor(portal), undefined, program)).status).toBe(401)
  expect((await visitor.call('GET', '/oauth/client_info', undefined, program)).json).toEqual({
    message: expect.any(String),
  })
  const person = await visitor.call('GET', addressFor(portal), undefined, HTML)
  const location = locationOf(person)
  expect([person.status, location.pathname]).toEqual([302, '/admin/connexion'])
  expect(location.searchParams.get('next')).toBe(addressFor(portal))
})

test('a key or a token can’t allow another program: it takes the person', async () => {
  const { key } = await app.person('Clef Perrin')
  const asked = await anonymous(app.url).call('GET', addressFor(portal), undefined, { 'X-API-KEY': key })
  expect(asked.status).toBe(401)
  const posted = await anonymous(app.url).call(
    'POST',
    addressFor(portal),
    { accept: '1' },
    { 'X-API-KEY': key, Origin: app.url },
  )
  expect(posted.status).toBe(401)
})

test.each([
  ['another site', { Origin: 'https://evil.example' }],
  ['another site, as browsers say it', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
  ['a sibling site', { 'Sec-Fetch-Site': 'same-site', Origin: 'https://blog.example' }],
  ['a page that hides where it is', { Origin: 'null' }],
  ['nobody knows where', { Origin: undefined }],
])('a yes that comes from %s is refused', async (_, headers) => {
  const before = await codesGiven()
  const answer = await camille.form(addressFor(portal), { accept: '1' }, headers)
  expect([answer.status, answer.headers.get('location')]).toEqual([403, null])
  expect(await codesGiven()).toBe(before)
})

test('for a site of ours nobody is asked', async () => {
  const { client } = await createClient(app.database.db, { name: 'Le nôtre', redirectUris: [CALLBACK], internal: true })
  const answer = await camille.call('GET', addressFor(client), undefined, HTML)
  expect(answer.status).toBe(302)
  expect(locationOf(answer).searchParams.get('code')).toMatch(/.{40,}/)
})

test('an address of return keeps its own query; it may be left out when there is one', async () => {
  const redirectUris = ['https://portail.example/retour?theme=nuit']
  const { client } = await createClient(app.database.db, { name: 'Un seul', redirectUris, internal: true })
  const location = locationOf(await camille.call('GET', addressFor(client, { redirect_uri: undefined })))
  expect(location.searchParams.get('theme')).toBe('nuit')
  expect(location.searchParams.get('code')).toMatch(/.{40,}/)

  const two = await createClient(app.database.db, { name: 'Deux', redirectUris: [CALLBACK, `${CALLBACK}/2`] })
  expect((await camille.call('GET', addressFor(two.client, { redirect_uri: undefined }))).status).toBe(400)
})
