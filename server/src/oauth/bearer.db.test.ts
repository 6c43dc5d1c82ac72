import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type TestApp } from '../testing/test-app.ts'
import { CALLBACK, codeFrom, exchange, signedInAs, whoIs, type Browser } from '../testing/oauth-portal.ts'
import type { NewClient } from './client.rules.ts'
import { createClient } from './index.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const tokenOf = async (browser: Browser, options: Partial<NewClient> = {}, change = {}): Promise<string> => {
  const { client } = await createClient(app.database.db, { name: 'Portail', redirectUris: [CALLBACK], ...options })
  const code = await codeFrom(browser, client, change)
  return (await exchange(app, client, code)).json.access_token
}

test('a bad token does not fail by itself: whoever brings it is nobody', async () => {
  const bad = { Authorization: 'Bearer nonsense' }
  expect((await anonymous(app.url).call('GET', '/api/1/datasets/', undefined, bad)).status).toBe(200)
  const refused = await anonymous(app.url).call('POST', '/api/1/datasets/', {}, bad)
  expect(refused.status).toBe(401)
  expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="uData"')
})

test('the session comes first, then the key, then the token', async () => {
  const [camille, alix] = [await signedInAs(app, 'Camille Ordre'), await signedInAs(app, 'Alix Ordre')]
  const Authorization = `Bearer ${await tokenOf(camille)}`
  const id = async (call: Browser['call'], headers: Record<string, string>) =>
    (await call('GET', '/api/1/me/', undefined, { Authorization, ...headers })).json.id
  expect(await id(alix.call, {})).toBe(alix.person.user.id)
  expect(await id(anonymous(app.url).call, { 'X-API-KEY': alix.person.key })).toBe(alix.person.user.id)
  expect(await id(anonymous(app.url).call, {})).toBe(camille.person.user.id)
})

test('a closed account’s token is worth nothing, nor its code', async () => {
  const closed = await signedInAs(app, 'Compte Clos')
  const token = await tokenOf(closed)
  const { client } = await createClient(app.database.db, { name: 'Portail', redirectUris: [CALLBACK] })
  const code = await codeFrom(closed, client)
  await app.database.pool.query(`update users set active = false where id = '${closed.person.user.id}'`)
  expect(await whoIs(app, token)).toBe(401)
  expect((await exchange(app, client, code)).json.error).toBe('invalid_grant')
})

test('an administrator’s powers pass with the scope admin or to a site of ours, not otherwise', async () => {
  const admin = await signedInAs(app, 'Ada Min', { siteAdmin: true })
  const other = await app.person('Autre Personne')
  const dataset = (await other.call('POST', '/api/1/datasets/', { title: 'Sien', description: 'À elle.' })).json
  const edit = async (token: string) =>
    (
      await anonymous(app.url).call(
        'PUT',
        `/api/1/datasets/${dataset.id}/`,
        { title: 'Corrigé', description: 'À elle.' },
        { Authorization: `Bearer ${token}` },
      )
    ).status
  expect(await edit(await tokenOf(admin))).toBe(403)
  expect(await edit(await tokenOf(admin, { scopes: ['admin'] }, { scope: 'default admin' }))).toBe(200)
  expect(await edit(await tokenOf(admin, { internal: true }))).toBe(200)
  const plain = await signedInAs(app, 'Pas Admin')
  expect(await edit(await tokenOf(plain, { scopes: ['admin'] }, { scope: 'default admin' }))).toBe(403)
})

test('a program can’t make a key that would outlive what it was lent', async () => {
  const camille = await signedInAs(app, 'Camille Prudente')
  const bearer = { Authorization: `Bearer ${await tokenOf(camille)}` }
  const answer = await anonymous(app.url).call('POST', '/api/1/me/api_tokens/', { name: 'x' }, bearer)
  expect(answer.status).toBe(403)
})
