import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, PASSWORD, startTestApp, type TestApp } from '../testing/test-app.ts'
import {
  CALLBACK,
  codeFrom,
  exchange,
  post,
  send,
  signedInAs,
  VERIFIER,
  whoIs,
  type Browser,
} from '../testing/oauth-portal.ts'
import { cleanUpOauth, createClient, deleteClient } from './index.ts'
import type { OauthClient } from './model.ts'

let app: TestApp
let portal: OauthClient
let server: OauthClient
let secret: string
let camille: Browser
beforeAll(async () => {
  app = await startTestApp()
  const { db } = app.database
  portal = (await createClient(db, { name: 'Portail', redirectUris: [CALLBACK] })).client
  const made = await createClient(db, { name: 'Serveur', redirectUris: [CALLBACK], confidential: true })
  server = made.client
  secret = made.secret ?? ''
  camille = await signedInAs(app, 'Camille Perrin')
})
afterAll(() => app.close())

const sql = (text: string) => app.database.pool.query(text)
const refresh = (refresh_token: string, change: Record<string, string> = {}) =>
  send(app, '/oauth/token', { grant_type: 'refresh_token', refresh_token, client_id: portal.id, ...change })
const tokens = async (client = portal) => (await exchange(app, client, await codeFrom(camille, client))).json
const basic = (id: string, password: string) => `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`

test('the portal’s whole dance: a code, a token, who am I, an API write, sign out', async () => {
  const answer = await exchange(app, portal, await codeFrom(camille, portal))
  expect(answer.status).toBe(200)
  expect(answer.json).toEqual({
    access_token: expect.stringMatching(/^[\w-]{43}$/),
    refresh_token: expect.stringMatching(/^[\w-]{43}$/),
    token_type: 'Bearer',
    expires_in: expect.any(Number),
    scope: 'default',
  })
  expect(Math.abs(answer.json.expires_in - 30 * 86_400)).toBeLessThan(5)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const token = answer.json.access_token
  expect(await whoIs(app, token)).toBe(camille.person.user.id)
  const bearer = { Authorization: `Bearer ${token}`, Origin: 'https://portail.example', 'Sec-Fetch-Site': 'cross-site' }
  const dataset = { title: 'Depuis le portail', description: 'Un jeu.' }
  expect((await anonymous(app.url).call('POST', '/api/1/datasets/', dataset, bearer)).status).toBe(201)

  const out = await send(app, '/oauth/revoke', { token, client_id: portal.id })
  expect([out.status, out.json]).toEqual([200, {}])
  expect(await whoIs(app, token)).toBe(401)
  expect((await refresh(answer.json.refresh_token)).json.error).toBe('invalid_grant')
})

test('no token, no refresh token and no secret is anywhere in the database', async () => {
  const { access_token, refresh_token } = await tokens()
  const { rows } = await sql(
    'select row_to_json(t) from oauth_tokens t union all select row_to_json(c) from oauth_clients c',
  )
  const kept = JSON.stringify(rows)
  for (const text of [access_token, refresh_token, secret]) expect(kept).not.toContain(text)
})

test.each([
  ['a verifier that is another', { code_verifier: 'x'.repeat(43) }, 'invalid_grant'],
  ['a verifier that is none', { code_verifier: 'short' }, 'invalid_request'],
  ['no verifier', { code_verifier: undefined }, 'invalid_grant'],
  ['another address of return', { redirect_uri: 'https://evil.example/' }, 'invalid_request'],
  ['no address of return', { redirect_uri: undefined }, 'invalid_request'],
])('%s: no token, and the code is used up', async (_, change, error) => {
  const code = await codeFrom(camille, portal)
  const refused = await exchange(app, portal, code, change)
  expect([refused.status, refused.json.error]).toEqual([400, error])
  expect((await exchange(app, portal, code)).json.error).toBe('invalid_grant')
})

test.each([
  ['no grant type', { grant_type: undefined }, 'invalid_request'],
  ['the implicit grant', { grant_type: 'implicit' }, 'unsupported_grant_type'],
  ['no code', { code: undefined }, 'invalid_request'],
  ['a code that is none', { code: 'guess' }, 'invalid_grant'],
  ['no client', { client_id: undefined }, 'invalid_client'],
  ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
])('%s: refused, and the code still works', async (_, change, error) => {
  const code = await codeFrom(camille, portal)
  const refused = await exchange(app, portal, code, change)
  expect([refused.status, refused.json.error]).toEqual([400, error])
  expect(refused.json.error_description).toMatch(/\w/)
  expect((await exchange(app, portal, code)).status).toBe(200)
})

test('the plain method works; a plain verifier is no S256 one', async () => {
  const plain = { code_challenge: VERIFIER, code_challenge_method: 'plain' }
  expect((await exchange(app, portal, await codeFrom(camille, portal, plain))).status).toBe(200)
  const unnamed = { code_challenge: VERIFIER, code_challenge_method: undefined }
  expect((await exchange(app, portal, await codeFrom(camille, portal, unnamed))).status).toBe(200)
  const wrong = { code_challenge: VERIFIER }
  expect((await exchange(app, portal, await codeFrom(camille, portal, wrong))).status).toBe(400)
})

test('a code that comes back ends the tokens it gave', async () => {
  const code = await codeFrom(camille, portal)
  const first = (await exchange(app, portal, code)).json
  const renewed = (await refresh(first.refresh_token)).json
  expect(await whoIs(app, renewed.access_token)).toBe(camille.person.user.id)
  expect((await exchange(app, portal, code)).json.error).toBe('invalid_grant')
  expect(await whoIs(app, renewed.access_token)).toBe(401)
  expect((await refresh(renewed.refresh_token)).status).toBe(400)
})

test('ten exchanges of one code at once give at most one token, and it is ended', async () => {
  const code = await codeFrom(camille, portal)
  const answers = await Promise.all(Array.from({ length: 10 }, () => exchange(app, portal, code)))
  const given = answers.filter((answer) => answer.status === 200)
  expect(given).toHaveLength(1)
  expect(await whoIs(app, given[0]?.json.access_token)).toBe(401)
})

test('a code is worth nothing after 100 seconds, nor to another client', async () => {
  const code = await codeFrom(camille, portal)
  const { rows } = await sql('select extract(epoch from max(expires_at) - now()) as left from oauth_codes')
  expect(Number(rows[0].left)).toBeGreaterThan(90)
  expect(Number(rows[0].left)).toBeLessThanOrEqual(100)
  const other = (await createClient(app.database.db, { name: 'Autre', redirectUris: [CALLBACK] })).client
  expect((await exchange(app, other, code)).json.error).toBe('invalid_grant')
  await sql(`update oauth_codes set expires_at = now() - interval '1 second'`)
  expect((await exchange(app, portal, code)).json.error).toBe('invalid_grant')
})

test('a refresh token gives two new tokens and ends the old ones; coming back, it ends them all', async () => {
  const first = await tokens()
  const second = (await refresh(first.refresh_token)).json
  expect(second).toMatchObject({ token_type: 'Bearer', scope: 'default' })
  expect(await whoIs(app, first.access_token)).toBe(401)
  expect(await whoIs(app, second.access_token)).toBe(camille.person.user.id)
  expect((await refresh(first.refresh_token)).json.error).toBe('invalid_grant')
  expect(await whoIs(app, second.access_token)).toBe(401)
})

test('an access token lasts 30 days, its refresh token 30 more', async () => {
  const { access_token, refresh_token } = await tokens()
  const later = (days: number) =>
    sql(`update oauth_tokens set access_expires_at = access_expires_at - interval '${days} days',
      refresh_expires_at = refresh_expires_at - interval '${days} days'`)
  await later(31)
  expect(await whoIs(app, access_token)).toBe(401)
  const renewed = (await refresh(refresh_token)).json
  expect(await whoIs(app, renewed.access_token)).toBe(camille.person.user.id)
  await later(61)
  expect((await refresh(renewed.refresh_token)).json.error).toBe('invalid_grant')
  expect((await refresh(refresh_token, { scope: 'admin' })).status).toBe(400)
})

test('a confidential client proves itself by header or form, and not without its secret', async () => {
  const form = async (change: Record<string, string>, headers: Record<string, string> = {}) => {
    const code = await codeFrom(camille, server)
    const fields = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
      ...change,
    }
    return send(app, '/oauth/token', fields, headers)
  }
  expect((await form({ client_id: server.id, client_secret: secret })).status).toBe(200)
  expect((await form({}, { Authorization: basic(server.id, secret) })).status).toBe(200)
  expect((await form({ client_id: server.id })).json.error).toBe('invalid_client')
  expect((await form({ client_id: server.id, client_secret: 'wrong' })).json.error).toBe('invalid_client')
  const wrong = await form({}, { Authorization: basic(server.id, 'wrong') })
  expect([wrong.status, wrong.json.error]).toEqual([401, 'invalid_client'])
  expect(wrong.headers.get('www-authenticate')).toMatch(/^Basic/)
})

test('a password is taken from confidential clients only, and attempts are counted', async () => {
  const ask = (password: string, client: Record<string, string>) =>
    send(app, '/oauth/token', { grant_type: 'password', username: camille.person.user.email, password, ...client })
  const proven = { client_id: server.id, client_secret: secret }
  const given = await ask(PASSWORD, proven)
  expect(await whoIs(app, given.json.access_token)).toBe(camille.person.user.id)
  expect(given.json.refresh_token).toMatch(/.{40,}/)
  expect((await ask(PASSWORD, { client_id: portal.id })).json.error).toBe('unauthorized_client')
  expect((await ask('a'.repeat(5_000), proven)).json.error).toBe('invalid_grant')
  for (let i = 0; i < 5; i++) expect((await ask('Wrong-2026', proven)).json.error).toBe('invalid_grant')
  const tooMany = await ask(PASSWORD, proven)
  expect([tooMany.status, tooMany.json.error]).toEqual([429, 'temporarily_unavailable'])
  expect(tooMany.headers.get('retry-after')).toBe('900')
})

test('a client that asks for itself gets a token that stands for nobody', async () => {
  const fields = { grant_type: 'client_credentials', client_id: server.id, client_secret: secret }
  const given = await send(app, '/oauth/token', fields)
  expect(given.status).toBe(200)
  expect(given.json.refresh_token).toBeUndefined()
  expect(await whoIs(app, given.json.access_token)).toBe(401)
  const wrong = await send(app, '/oauth/token', { grant_type: 'client_credentials', client_id: portal.id })
  expect(wrong.json.error).toBe('unauthorized_client')
})

test('forms are read in their three dresses; what is no form is refused in words', async () => {
  const fields = { grant_type: 'client_credentials', client_id: server.id, client_secret: secret }
  const token = (body: URLSearchParams | string, type?: string) =>
    post(app, '/oauth/token', body, { 'Content-Type': type })
  expect((await token(new URLSearchParams(fields))).status).toBe(200)
  expect((await token(JSON.stringify(fields), 'application/json')).status).toBe(200)
  const refused: [string, string | undefined][] = [
    ['{', 'application/json'],
    ['["a"]', 'application/json'],
    [JSON.stringify({ ...fields, client_id: 1 }), 'application/json'],
    ['', 'application/x-www-form-urlencoded'],
    ['grant_type=a&grant_type=b', 'application/x-www-form-urlencoded'],
    ['--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nno end', 'multipart/form-data; boundary=x'],
    ['nothing', 'multipart/form-data'],
    ['a=b', 'text/plain'],
    [`a=${'b'.repeat(200_000)}`, 'application/x-www-form-urlencoded'],
  ]
  for (const [body, type] of refused) {
    const answer = await token(body, type)
    expect([body.slice(0, 20), [400, 413, 415].includes(answer.status)]).toEqual([body.slice(0, 20), true])
    expect(answer.json.error).toMatch(/^invalid_(request|client)$/)
  }
})

test('cookies and keys have no part in it: a bad key harms nothing, a session is not needed nor used', async () => {
  const code = await codeFrom(camille, portal)
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: CALLBACK,
    client_id: portal.id,
    code_verifier: VERIFIER,
  }
  const given = await send(app, '/oauth/token', fields, { Cookie: 'cimaise_session=x', 'X-API-KEY': 'cimaise_wrong' })
  expect(given.status).toBe(200)
})

test('revoking: unknown tokens and those of others are answered alike, a client must prove itself', async () => {
  const { access_token, refresh_token } = await tokens()
  const revoke = (fields: Record<string, string | undefined>, headers?: Record<string, string>) =>
    send(app, '/oauth/revoke', fields, headers)
  expect((await revoke({ token: 'unknown', client_id: portal.id })).status).toBe(200)
  expect((await revoke({ token: access_token }, { Authorization: basic(server.id, secret) })).status).toBe(200)
  expect(await whoIs(app, access_token)).toBe(camille.person.user.id)
  for (const wrong of [
    { token: access_token },
    { token: access_token, client_id: 'nobody' },
    { token: access_token, client_id: server.id },
  ]) {
    const answer = await revoke(wrong)
    expect([answer.status, answer.json.error]).toEqual([401, 'invalid_client'])
  }
  expect((await revoke({ client_id: portal.id })).json.error).toBe('invalid_request')
  expect((await revoke({ token: refresh_token, client_id: portal.id, token_type_hint: 'refresh_token' })).status).toBe(
    200,
  )
  expect(await whoIs(app, access_token)).toBe(401)
})

test('expired codes and tokens are forgotten; those that live stay', async () => {
  await tokens()
  await sql(`update oauth_codes set expires_at = now() - interval '2 days'`)
  await sql(`update oauth_tokens set access_expires_at = now() - interval '40 days', refresh_expires_at = now() - interval '1 day'
    where refresh_hash is not null`)
  const live = await tokens()
  await cleanUpOauth(app.database.db)
  expect((await sql('select 1 from oauth_codes')).rowCount).toBe(1)
  expect(await whoIs(app, live.access_token)).toBe(camille.person.user.id)
  expect((await sql('select 1 from oauth_tokens where refresh_hash is not null')).rowCount).toBe(1)
})

test('a client that is deleted takes its tokens with it', async () => {
  const { db } = app.database
  const { client } = await createClient(db, { name: 'Éphémère', redirectUris: [CALLBACK] })
  const { access_token } = await tokens(client)
  await deleteClient(db, client.id)
  expect(await whoIs(app, access_token)).toBe(401)
  await expect(deleteClient(db, client.id)).rejects.toThrow('does not exist')
})
